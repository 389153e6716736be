import { beforeAll, describe, expect, test } from 'vitest';
import { sealHandOver } from '../../lib/frame/handOver';
import { deriveKeys, type MasterKey } from '../../lib/keys/deriveKeys';
import { formatCode, parseCode } from '../../lib/login/authorizationCode';
import { parseSignedChallenge } from '../../lib/login/SignedChallenge';
import { toUnixSeconds } from '../../lib/time/UnixSeconds';
import type { Wallet } from '../visitor/wallet';
import { keptRecords } from './keptRecords';
import { LoginFrame, nameServiceAccount, sameOrigin, withoutCustomOAuth } from './loginFrame';
import { APP_ID, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const SECRET = 'a secret of the server that makes tokens for users';
const SHUT = { status: 401, json: { error: expect.any(String), error_description: expect.any(String) } };

describe('Rocket.Chat 8', () => {
	const on = siteForTests({ loginRelease: { createTokens: { secret: SECRET } } });
	const frame = () => new LoginFrame(on.site);
	const kept = () => keptRecords(on.site.workspace.persistence);
	let people = 0;

	/** Somebody with a wallet that they have linked. */
	async function someone(): Promise<{ user: Typist; wallet: Wallet }> {
		people += 1;
		const [user, wallet] = [
			await Typist.register(on.site, `person-${people}`),
			walletNamed(`person ${people}`),
		];
		await user.connect(wallet);
		return { user, wallet };
	}

	beforeAll(async () => {
		await nameServiceAccount(on.site, SECRET);
		await withoutCustomOAuth(on.site);
	});

	describe('a wallet that its first login has given a user', () => {
		test('is logged in as that user', async () => {
			const wallet = walletNamed('own user');
			await on.site.customOAuth({ '': true });
			const { json } = await frame().post(await frame().signed(wallet));
			const login = await frame().login(json.login as object);
			const { userId } = login.json.data as { userId: string };
			await withoutCustomOAuth(on.site);
			const session = await frame().session(await frame().handOver(wallet));
			expect(await frame().userOf(session.json.loginToken)).toBe(userId);
		});
	});

	describe('a linked wallet', () => {
		test('is logged in, once; then the API URL is shut again, so logging out stays logged out', async () => {
			const { user, wallet } = await someone();
			expect(await frame().session()).toMatchObject(SHUT);
			const cookie = await frame().handOver(wallet);
			const answer = await frame().session(cookie);
			expect(answer).toMatchObject({ status: 200, json: { loginToken: expect.any(String) } });
			expect(Object.keys(answer.json)).toEqual(['loginToken']);
			expect(await frame().userOf(answer.json.loginToken)).toBe(user.id);
			// A browser has dropped the cookie by now; a thief has not.
			expect(answer.headers.getSetCookie()).toEqual([
				expect.stringMatching(/^wallet_hand_over=; .*Max-Age=0;/),
			]);
			expect(await frame().session()).toMatchObject(SHUT);
			expect(await frame().session(cookie)).toMatchObject(SHUT);
		});

		test('the cookie is for a minute, for the API URL alone, and for no script and no other site', async () => {
			const { wallet } = await someone();
			const answer = await frame().post(await frame().signed(wallet));
			expect(answer.json).toEqual({ handedOver: true });
			const path = `${new URL(on.site.issuer).pathname}/iframe-session`;
			expect(answer.headers.getSetCookie()).toEqual([
				expect.stringMatching(
					`^wallet_hand_over=[\\w.-]+; Path=${path}; Max-Age=60; HttpOnly; SameSite=Strict$`,
				),
			]);
		});

		test('over https, the cookie is one that no sibling domain can plant, and no other is taken', async () => {
			const { wallet } = await someone();
			const { url } = on.site;
			await on.site.serverSetting('Site_Url', url.replace('http:', 'https:'));
			const headers = { origin: new URL(url).origin.replace('http:', 'https:') };
			const answer = await frame().post(await frame().signed(wallet), headers);
			const [cookie = ''] = answer.headers.getSetCookie();
			// RFC 6265bis 4.1.3.2: browsers take a cookie of this name from the very host only.
			expect(cookie).toMatch(
				/^__Host-wallet_hand_over=[\w.-]+; Path=\/; Max-Age=60; HttpOnly; SameSite=Strict; Secure$/,
			);
			const sent = cookie.split(';')[0] ?? '';
			expect(await frame().session(sent.replace('__Host-', ''), headers)).toMatchObject(SHUT);
			// Opened, and then the service account's call to https fails here.
			expect((await frame().session(sent, headers)).status).toBe(500);
			await on.site.serverSetting('Site_Url', url);
		});

		test('a code of a login by redirects is no hand-over, even sealed as one', async () => {
			const { wallet } = await someone();
			const records = (await on.site.workspace.persistence.all(APP_ID)) as { key?: MasterKey }[];
			const master = records.find(({ key }) => /^[0-9a-f]{64}$/.test(key ?? ''))?.key;
			const { handOver } = deriveKeys(master as MasterKey);
			const now = toUnixSeconds(on.site.workspace.clock.now());
			const seal = async (code: string) => `wallet_hand_over=${sealHandOver(parseCode(code), handOver, now)}`;
			const redirected = await seal(await on.provider.code(wallet));
			expect(await frame().session(redirected)).toMatchObject(SHUT);
			const framed = await seal(formatCode(parseSignedChallenge({ ...(await frame().signed(wallet)) })));
			expect((await frame().session(framed)).status).toBe(200);
		});

		test('an expired hand-over is refused, whatever the browser does', async () => {
			const { wallet } = await someone();
			const cookie = await frame().handOver(wallet);
			on.site.workspace.clock.advance(60_000);
			expect(await frame().session(cookie)).toMatchObject(SHUT);
		});

		test('20 hand-overs at once: at most one login', async () => {
			const { wallet } = await someone();
			const cookie = await frame().handOver(wallet);
			const answers = await Promise.all(Array.from({ length: 20 }, () => frame().session(cookie)));
			expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
			expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);
		});

		test('several cookies for one signature are one hand-over', async () => {
			const { wallet } = await someone();
			const signed = await frame().signed(wallet);
			const cookies = [await frame().post(signed), await frame().post(signed)].map(
				({ headers }) => headers.getSetCookie()[0]?.split(';')[0],
			);
			const statuses = [await frame().session(cookies[0]), await frame().session(cookies[1])];
			expect(statuses.map(({ status }) => status)).toEqual([200, 401]);
		});

		test('nothing is stored before the hand-over is used', async () => {
			const { wallet } = await someone();
			const before = await kept();
			await frame().handOver(wallet);
			expect(await kept()).toEqual(before);
		});
	});

	describe('a forged hand-over', () => {
		test.each([
			['altered time', (cookie: string) => cookie.replace(/=\d/, '=9')],
			['altered MAC', (cookie: string) => cookie.replace(/\.[\w-]{43}\./, `.${'A'.repeat(43)}.`)],
			['altered account', (cookie: string) => cookie.replace(/0x[0-9a-f]{40}/, walletNamed('x').account)],
			['cut short', (cookie: string) => cookie.slice(0, -1)],
			['nothing but dots', () => 'wallet_hand_over=...'],
			['empty', () => 'wallet_hand_over='],
		])('%s', async (_what, forge) => {
			const { wallet } = await someone();
			const before = await kept();
			expect(await frame().session(forge(await frame().handOver(wallet)))).toMatchObject(SHUT);
			expect(await kept()).toEqual(before);
		});

		test('a code that was signed for a redirect is no hand-over', async () => {
			const { wallet } = await someone();
			const code = await on.provider.code(wallet);
			expect(await frame().session(`wallet_hand_over=${code}`)).toMatchObject(SHUT);
		});
	});

	describe("another site's request with the cookie", () => {
		test.each([
			['a foreign page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
			['a sandboxed frame', { origin: 'null' }],
			['no origin', {}],
		])('%s is refused, and the hand-over stays good', async (_what, headers: Record<string, string>) => {
			const { wallet } = await someone();
			const cookie = await frame().handOver(wallet);
			expect(await frame().session(cookie, headers)).toMatchObject(SHUT);
			expect((await frame().session(cookie)).status).toBe(200);
		});

		test('GET is refused', async () => {
			expect((await on.provider.request(`${on.site.issuer}/iframe-session`)).status).toBe(405);
		});

		test('no other site may read the answer', async () => {
			const answer = await frame().session('', { ...sameOrigin(on.site), origin: 'https://evil.example' });
			expect(answer.headers.get('access-control-allow-origin')).toBe(null);
		});
	});

	describe('a wallet that may not log in', () => {
		test('without a user nobody is created: the page says what to do', async () => {
			const before = await kept();
			const answer = await frame().post(await frame().signed(walletNamed('nobody yet')));
			expect(answer).toMatchObject({ status: 403, json: { error: 'access_denied' } });
			expect(answer.json.error_description).toContain('no user here yet');
			expect(answer.headers.getSetCookie()).toEqual([]);
			expect(await kept()).toEqual(before);
		});

		test('a user who is deactivated after the hand-over', async () => {
			const { user, wallet } = await someone();
			const cookie = await frame().handOver(wallet);
			await on.site.workspace.users.update(user.id, { $set: { active: false } });
			expect(await frame().session(cookie)).toMatchObject(SHUT);
			expect((await frame().post(await frame().signed(wallet))).status).toBe(403);
		});

		test('a wallet that is blocked after the hand-over, as its user was deleted', async () => {
			const { user, wallet } = await someone();
			const cookie = await frame().handOver(wallet);
			await on.site.workspace.users.remove(user.id);
			await expect
				.poll(async () => JSON.stringify(await kept()))
				.toContain(`"kind":"blocked","account":"${wallet.account}"`);
			expect(await frame().session(cookie)).toMatchObject(SHUT);
			expect((await frame().post(await frame().signed(wallet))).status).toBe(403);
		});

		test('a wallet that was let go of after the hand-over', async () => {
			const { user, wallet } = await someone();
			const cookie = await frame().handOver(wallet);
			expect((await user.type(`forget ${wallet.account}`)).msg).toContain(wallet.account.slice(0, 6));
			expect(await frame().session(cookie)).toMatchObject(SHUT);
		});

		test('a wallet without a link, where only linked ones may', async () => {
			await on.site.setting('access', 'linked');
			const { wallet } = await someone();
			expect((await frame().session(await frame().handOver(wallet))).status).toBe(200);
			expect((await frame().post(await frame().signed(walletNamed('own user')))).status).toBe(403);
			await on.site.setting('access', 'anyone');
		});
	});

	describe('the service account', () => {
		test.each([
			['a wrong token', 'service-account-token', 'wrong'],
			['a wrong secret', 'create-token-secret', 'wrong'],
			['a wrong user id', 'service-account-id', 'nobody'],
		])('%s: no login, and the log says where to look', async (_what, id, value) => {
			const { wallet } = await someone();
			await on.site.setting(id, value);
			const answer = await frame().session(await frame().handOver(wallet));
			expect(answer).toMatchObject({ status: 500, json: { error: 'server_error' } });
			expect(await on.site.logs()).toContain('the service account');
			await nameServiceAccount(on.site, SECRET);
		});

		test('a service account without the permission', async () => {
			const { wallet } = await someone();
			const weak = await Typist.register(on.site, `weak-${people}`);
			const { token } = await on.site.workspace.context.loginTokens.issue(weak.id);
			await on.site.setting('service-account-id', weak.id);
			await on.site.setting('service-account-token', token);
			expect((await frame().session(await frame().handOver(wallet))).status).toBe(500);
			await nameServiceAccount(on.site, SECRET);
		});

		test('without one nothing is handed over', async () => {
			const { wallet } = await someone();
			const cookie = await frame().handOver(wallet);
			await on.site.setting('service-account-token', '');
			expect((await frame().get()).status).toBe(503);
			expect((await frame().session(cookie)).status).toBe(503);
			await nameServiceAccount(on.site, SECRET);
		});

		test("its token and secret are in none of the app's own log lines and no record", async () => {
			const { wallet } = await someone();
			const answer = await frame().session(await frame().handOver(wallet));
			expect(answer.status).toBe(200);
			await frame().session('wallet_hand_over=x');
			const lines = (await on.site.workspace.apps.logs(APP_ID))
				.flatMap(({ entries }) => entries)
				.filter(({ severity }) => severity !== 'debug');
			const text = JSON.stringify([lines, await kept()]);
			expect(text).toContain('iframe-session: invalid_token');
			const token = on.site.workspace.apps.settingValue(APP_ID, 'service-account-token');
			for (const secret of [String(token), SECRET, String(answer.json.loginToken)]) {
				expect(text).not.toContain(secret);
			}
		});
	});

	test('with Custom OAuth back in service, the page is given an access token instead', async () => {
		const { wallet } = await someone();
		await on.site.customOAuth({ '': true });
		const answer = await frame().post(await frame().signed(wallet));
		expect(answer.json).toMatchObject({ login: { serviceName: SERVICE } });
	});
});

describe.each([
	['started with CREATE_TOKENS_FOR_USERS', true, 200],
	['started without it', false, 500],
])('Rocket.Chat 7 below a path, %s', (_how, enabled, status) => {
	const on = siteForTests({
		engine: '1.53.1',
		pathPrefix: '/chat',
		loginRelease: { createTokens: { enabled } },
	});

	test(`a linked wallet gets ${status}`, async () => {
		const frame = new LoginFrame(on.site);
		await nameServiceAccount(on.site);
		const user = await Typist.register(on.site, 'seven');
		await user.connect(walletNamed('seven'));
		await withoutCustomOAuth(on.site);
		const answer = await frame.session(await frame.handOver(walletNamed('seven')));
		expect(answer.status).toBe(status);
		expect(await frame.userOf(answer.json.loginToken)).toBe(enabled ? user.id : undefined);
	});
});
