import { beforeAll, describe, expect, test } from 'vitest';
import { signOffer } from '../visitor/signOffer';
import { keptRecords } from './keptRecords';
import { LoginFrame, sameOrigin, turnOn } from './loginFrame';
import { SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const on = siteForTests();
const frame = () => new LoginFrame(on.site);
const kept = () => keptRecords(on.site.workspace.persistence);

beforeAll(() => turnOn(on.site));

test('while the iframe login is off, it gives out nothing and keeps nothing', async () => {
	const signed = await frame().signed(walletNamed('turned off'));
	const before = await kept();
	await on.site.workspace.settings.set('Accounts_iframe_enabled', false);
	const answers = [
		await frame().get(),
		await frame().get({ accept: 'application/json' }),
		await frame().post(signed),
	];
	await turnOn(on.site);
	expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
	expect(answers[0]?.text).toContain('turned off');
	expect(await kept()).toEqual(before);
	expect((await frame().post(signed)).status).toBe(200);
});

describe('the page in the frame', () => {
	test('only the workspace may show it in a frame, and nothing else is laxer than on the sign-in page', async () => {
		const inFrame = (await frame().get()).headers;
		const page = (await on.provider.request(on.provider.authorizeUrl())).headers;
		const policy = (headers: Headers) => headers.get('content-security-policy');
		expect(policy(inFrame)).toBe(
			policy(page)?.replace("frame-ancestors 'none'", `frame-ancestors ${new URL(on.site.url).origin}`),
		);
		expect(inFrame.get('x-frame-options')).toBe('SAMEORIGIN');
		for (const name of ['cache-control', 'referrer-policy', 'x-content-type-options', 'permissions-policy']) {
			expect(inFrame.get(name)).toBe(page.get(name));
		}
	});

	test('opened by itself it leads to Rocket.Chat', async () => {
		const answer = await frame().get({ 'sec-fetch-dest': 'document' });
		expect(answer).toMatchObject({ status: 302 });
		expect(answer.headers.get('location')).toBe(`${on.site.url}/home`);
		expect((await frame().get({ 'sec-fetch-dest': 'iframe' })).status).toBe(200);
	});

	test('asks for nothing to be signed where neither way in is set up', async () => {
		await on.site.customOAuth({ '': false });
		const [page, json] = [await frame().get(), await frame().get({ accept: 'application/json' })];
		expect(page.status).toBe(503);
		expect(page.text).toContain('not set up yet');
		expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
		expect(json).toMatchObject({ status: 503, json: { error: 'temporarily_unavailable' } });
		await on.site.customOAuth({ '': true });
	});

	test('the modern client takes no access token, so Custom OAuth alone is not enough then', async () => {
		await on.site.useModernFlow(true);
		expect((await frame().get()).status).toBe(503);
		await on.site.useModernFlow(false);
	});
});

describe('with the classic Custom OAuth service', () => {
	test('a new wallet gets an access token that logs it in as its new user', async () => {
		const wallet = walletNamed('new in the frame');
		const { status, json, headers } = await frame().post(await frame().signed(wallet));
		expect(status).toBe(200);
		expect(json.login).toEqual({ serviceName: SERVICE, accessToken: expect.any(String), expiresIn: 300 });
		expect(headers.getSetCookie()).toEqual([]);
		const login = await frame().login(json.login as object);
		expect(login.json).toMatchObject({
			data: { me: { username: expect.stringMatching(`^${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`) } },
		});
	});

	test('a linked wallet is logged in as its user, again and again', async () => {
		const alice = await Typist.register(on.site, 'alice');
		const wallet = walletNamed('alice');
		await alice.connect(wallet);
		for (let time = 0; time < 2; time += 1) {
			const { json } = await frame().post(await frame().signed(wallet));
			expect((await frame().login(json.login as object)).json).toMatchObject({ data: { userId: alice.id } });
		}
	});

	test('the access token lives five minutes', async () => {
		const { json } = await frame().post(await frame().signed(walletNamed('slow')));
		on.site.workspace.clock.advance(300_000);
		expect((await frame().login(json.login as object)).status).toBe(401);
	});

	test('nothing is handed over by cookie: the API URL stays shut', async () => {
		await frame().post(await frame().signed(walletNamed('no cookie')));
		expect((await frame().session()).status).toBe(401);
	});

	test('an answer is taken once, also of 20 at once, and a replay ends what it has opened', async () => {
		const signed = await frame().signed(walletNamed('20 in the frame'));
		const answers = await Promise.all(Array.from({ length: 20 }, () => frame().post(signed)));
		const won = answers.filter(({ status }) => status === 200);
		expect(won.length).toBeLessThanOrEqual(1);
		for (const { json } of won) {
			expect((await frame().login(json.login as object)).status).toBe(401);
		}
		expect((await frame().post(signed)).json).toMatchObject({ error: 'invalid_grant' });
	});
});

describe('what is signed for a redirect does not log in through the frame, nor the other way round', () => {
	test('an answer for the sign-in page', async () => {
		const signed = await signOffer(walletNamed('redirected'), await on.provider.offer());
		expect(await frame().post(signed)).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
	});

	test('an answer for the frame', async () => {
		const signed = await frame().signed(walletNamed('framed'));
		expect(await on.provider.postAnswer(signed)).toMatchObject({
			status: 400,
			json: { error: 'invalid_request' },
		});
		const { timestamp, account, signature, chainId, challenge } = signed;
		const code = [timestamp, account, signature, chainId, challenge].join('.');
		expect((await on.provider.token({ code })).json).toMatchObject({ error: 'invalid_grant' });
	});

	test('no client may name the frame as its redirect URI', async () => {
		const url = on.provider.authorizeUrl({ redirect_uri: frame().url });
		expect((await on.provider.request(url)).status).toBe(400);
	});
});

describe("another site's request", () => {
	test.each([
		['a foreign origin', { origin: 'https://evil.example' }],
		['a sandboxed frame', { origin: 'null' }],
		['no origin', { 'sec-fetch-site': 'same-origin' }],
	])('%s is refused and changes nothing', async (_what, headers: Record<string, string>) => {
		const signed = await frame().signed(walletNamed('victim of a site'));
		const before = await kept();
		expect(await frame().post(signed, headers)).toMatchObject({
			status: 403,
			json: { error: 'access_denied' },
		});
		expect(await kept()).toEqual(before);
	});

	test('a sibling site that the browser knows to be another', async () => {
		const signed = await frame().signed(walletNamed('victim of a sibling'));
		const headers = { ...sameOrigin(on.site), 'sec-fetch-site': 'same-site' };
		expect((await frame().post(signed, headers)).status).toBe(403);
	});

	test.each(['application/x-www-form-urlencoded', 'text/plain'])('a form as %s', async (type) => {
		const signed = await frame().signed(walletNamed('victim of a form'));
		const headers = { ...sameOrigin(on.site), 'content-type': type };
		expect(await frame().post(signed, headers)).toMatchObject({
			status: 400,
			json: { error: 'invalid_request' },
		});
	});
});

describe('a wallet that may not log in', () => {
	test('a deactivated user', async () => {
		const bob = await Typist.register(on.site, 'bob');
		const wallet = walletNamed('bob');
		await bob.connect(wallet);
		await on.site.workspace.users.update(bob.id, { $set: { active: false } });
		const before = await kept();
		expect(await frame().post(await frame().signed(wallet))).toMatchObject({
			status: 403,
			json: { error: 'access_denied' },
		});
		expect(await kept()).toEqual(before);
	});

	test('a wallet that is not linked, where only linked ones may', async () => {
		await on.site.setting('access', 'linked');
		const answer = await frame().post(await frame().signed(walletNamed('not linked')));
		expect(answer.json.error_description).toContain('Only wallets that are linked');
		await on.site.setting('access', 'anyone');
	});

	test('one new user too many', async () => {
		await on.site.setting('new-users-per-hour', 1);
		await frame().post(await frame().signed(walletNamed('first newcomer')));
		const answer = await frame().post(await frame().signed(walletNamed('second newcomer')));
		expect(answer.json.error_description).toContain('Too many new users');
		await on.site.setting('new-users-per-hour', 500);
	});
});

test('nobody writes before a wallet is proved', async () => {
	const before = await kept();
	const signed = await frame().signed(walletNamed('writer'));
	await frame().get();
	await frame().session();
	await frame().session('wallet_hand_over=x');
	await frame().post({});
	await frame().post({ ...signed, signature: `0x${'11'.repeat(64)}1b` });
	await frame().post({ ...signed, account: walletNamed('another').account });
	expect(await kept()).toEqual(before);
});
