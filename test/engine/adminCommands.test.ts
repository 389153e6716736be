import { beforeAll, describe, expect, test } from 'vitest';
import type { Wallet } from '../visitor/wallet';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { jobsByHand } from './jobs';
import { GITLAB, GRAFANA, logIn, trust } from './openid/trustedClients';
import { basic } from './provider';
import { CLIENT_ID, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { storedToken } from './storedToken';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const on = siteForTests();
const jobs = jobsByHand(on);
let admin: Typist;

beforeAll(async () => {
	admin = await Typist.register(on.site, 'boss', { roles: ['user', 'admin'] });
	await trust(on);
});

const STAYS = /signed in to Rocket\.Chat itself stays so.*Users.*Device Management/;
const asked = async (words: string) => (await admin.type(words)).msg;
const classic = (wallet: Wallet) => loginThroughClassic(on.site.url, { service: SERVICE, wallet });
const modern = (wallet: Wallet) => loginThroughModern(on.site.url, { service: SERVICE, wallet });

/** Both of Rocket.Chat's clients, one after the other. */
async function throughBoth(wallet: Wallet): Promise<string[]> {
	const outcome = (login: Promise<{ userId: string }>) =>
		login.then(
			({ userId }) => userId,
			({ message }) => message,
		);
	await on.site.useModernFlow(true);
	const throughModern = await outcome(modern(wallet));
	await on.site.useModernFlow(false);
	return [await outcome(classic(wallet)), throughModern];
}

/** What Rocket.Chat answers to whoever has nothing but a token. */
async function bareLogin(accessToken: string): Promise<number> {
	const { status } = await fetch(`${on.site.url}/api/v1/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ serviceName: SERVICE, accessToken, expiresIn: 300 }),
	});
	return status;
}

/** Who has no e-mail address is not asked for a code that was sent there. */
const someone = (name: string) => Typist.register(on.site, name, { emails: [] });

const post = (path: string, fields: Record<string, string>, authorization: string) =>
	on.provider.request(`${on.site.issuer}/${path}`, {
		method: 'POST',
		headers: { authorization },
		body: new URLSearchParams(fields),
	});
const asGrafana = basic(GRAFANA.id, GRAFANA.secret);

describe("Stolen wallet: an admin's block ends every session and refuses every login at once", () => {
	const wallet = walletNamed('stolen');
	let alice: Typist;
	let rocketChats: string;
	let grafanas: Record<string, unknown>;
	let code: string;
	let before: number;

	beforeAll(async () => {
		alice = await someone('alice');
		await alice.connect(wallet);
		rocketChats = await on.provider.accessToken(wallet);
		grafanas = (await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' })).json;
		code = await on.provider.code(wallet);
		before = await bareLogin(await on.provider.accessToken(wallet));
		expect(await asked(`block ${wallet.account}`)).toMatch(/is blocked: .*\n.*Rocket\.Chat itself stays so/);
	});

	test('both of Rocket.Chat clients are refused', async () => {
		expect(await throughBoth(wallet)).toEqual([
			expect.stringMatching(/blocked/),
			expect.stringMatching(/blocked/),
		]);
	});

	test('a code that was signed before opens nothing', async () => {
		expect(await on.provider.token({ code })).toMatchObject({
			status: 403,
			json: { error: 'access_denied' },
		});
	});

	test("a bare token is no login at Rocket.Chat's REST API any more", async () => {
		expect(before).toBe(200);
		expect(await bareLogin(rocketChats)).toBe(401);
		expect((await on.provider.userinfo(rocketChats)).status).toBe(401);
	});

	test('other tools: access, refresh and introspection are over', async () => {
		const access = String(grafanas.access_token);
		const refresh = String(grafanas.refresh_token);
		const headers = { authorization: `Bearer ${access}` };
		expect((await on.provider.request(`${on.site.issuer}/claims`, { headers })).status).toBe(401);
		const fields = { grant_type: 'refresh_token', refresh_token: refresh };
		expect(await post('token', fields, asGrafana)).toMatchObject({ json: { error: 'invalid_grant' } });
		for (const token of [access, refresh]) {
			expect((await post('introspect', { token }, asGrafana)).json).toEqual({ active: false });
		}
		await expect(logIn(on, wallet, GRAFANA)).rejects.toThrow(/blocked/);
	});

	test("/wallet: the user's tokens are gone, and the wallet can't be connected again", async () => {
		expect(await storedToken(on.site, alice.id)).toBeUndefined();
		for (const subcommand of ['token', 'refresh', 'revoke']) {
			expect((await alice.type(subcommand)).msg).toMatch(/no wallet session/);
		}
		await expect(alice.connect(wallet)).rejects.toThrow(/blocked/);
		await expect((await someone('mallory')).connect(wallet)).rejects.toThrow(/blocked/);
	});

	test('blocked again it stays blocked, and one word lifts it: it logs in as whom it belonged to', async () => {
		await asked(`block ${wallet.account.toUpperCase().replace('0X', '0x')}`);
		expect(await asked(`unblock ${wallet.account}`)).toMatch(/not blocked any more/);
		expect(await throughBoth(wallet)).toEqual([alice.id, alice.id]);
		expect(await asked(`unblock ${wallet.account}`)).toMatch(/is not blocked\.$/);
	});
});

test('a wallet that nobody has seen can be blocked, and signs up when that is lifted', async () => {
	const wallet = walletNamed('unseen');
	await asked(`block ${wallet.account}`);
	await expect(classic(wallet)).rejects.toThrow(/blocked/);
	await asked(`unblock ${wallet.account}`);
	expect((await classic(wallet)).user.username).toMatch(/^0x/);
});

describe("a deleted user's wallet is blocked; when that is lifted", () => {
	const blocked = (wallet: Wallet) =>
		expect.poll(() => classic(wallet).catch(({ message }) => message)).toMatch(/blocked/);

	test('one that was connected logs in as its own user again, whatever that is called by now', async () => {
		const { users } = on.site.workspace;
		const [wallet, other] = [walletNamed('of the deleted'), walletNamed('of the deleted, too')];
		const { userId } = await classic(wallet);
		await classic(wallet);
		await users.update(userId, { $set: { username: 'renamed' } });
		const leaver = await someone('leaver');
		await leaver.connect(wallet);
		await leaver.connect(other);
		await users.remove(leaver.id);
		await blocked(other);
		await asked(`unblock ${wallet.account}`);
		await asked(`unblock ${other.account}`);
		expect((await classic(wallet)).userId).toBe(userId);
		expect((await (await Typist.existing(on.site, userId)).type('status')).msg).toMatch(
			/created your account/,
		);
		expect((await classic(other)).user.username).toMatch(/^0x/);
	});

	test('one that had created that user signs up anew', async () => {
		const wallet = walletNamed('of its deleted user');
		const { userId } = await classic(wallet);
		await classic(wallet);
		await on.site.workspace.users.remove(userId);
		await blocked(wallet);
		await asked(`unblock ${wallet.account}`);
		const again = await classic(wallet);
		expect(again.userId).not.toBe(userId);
		expect(again.user.username).toMatch(/^0x/);
	});
});

describe('/wallet unlink', () => {
	test('one wallet: it logs in as itself, its sessions are over, the other stays', async () => {
		const user = await someone('two-wallets');
		const [first, second] = [walletNamed('unlinked'), walletNamed('left')];
		await user.connect(second);
		await user.connect(first);
		const { json } = await logIn(on, first, GRAFANA);
		const answer = await asked(`unlink @two-wallets ${first.account}`);
		expect(answer).toMatch(/no longer logs in as @two-wallets/);
		expect(answer).toMatch(STAYS);
		expect((await user.type('token')).msg).toMatch(/no wallet session/);
		const introspected = await post('introspect', { token: String(json.access_token) }, asGrafana);
		expect(introspected.json).toEqual({ active: false });
		expect((await classic(first)).userId).not.toBe(user.id);
		expect((await classic(second)).userId).toBe(user.id);
	});

	test('all of them: the user is free of them, and may connect one again', async () => {
		const user = await someone('all-wallets');
		const wallets = [walletNamed('all 1'), walletNamed('all 2')];
		for (const wallet of wallets) {
			await user.connect(wallet);
		}
		expect((await asked('unlink all-wallets')).match(/no longer logs in/g)).toHaveLength(2);
		expect((await user.type('status')).msg).toMatch(/No wallet logs you in/);
		const other = await someone('heir');
		for (const wallet of wallets) {
			await other.connect(wallet);
		}
		expect((await classic(walletNamed('all 1'))).userId).toBe(other.id);
	});

	test('the wallet that created the user stays, and says what to do instead', async () => {
		const wallet = walletNamed('creator');
		const { user, userId } = await classic(wallet);
		await classic(wallet);
		expect(await asked(`unlink @${user.username}`)).toMatch(/created @0x.* \*\/wallet block 0x…\*/);
		expect((await classic(wallet)).userId).toBe(userId);
	});

	test.each([
		['unlink', /whose wallets/],
		['unlink @boss 0x12', /whose wallets/],
		['unlink @nobody', /no user @nobody/],
		['unlink @boss', /has no such wallet/],
		['block', /which wallet/],
		['block @boss', /which wallet/],
		['unblock 0x', /which wallet/],
		['sessions @nobody', /no user @nobody/],
		['sessions end', /\/wallet sessions end @user/],
		['sessions end @', /\/wallet sessions end @user/],
		['sessions end #nothing', /ended: 0/],
	])('%j is answered with what is wrong', async (words, answer) => {
		expect(await asked(words)).toMatch(answer);
	});
});

describe('/wallet sessions', () => {
	const shown = async (words: string) => {
		const message = await admin.type(words);
		const lines = (message.blocks as { accessory?: object; text?: { text: string } }[] | undefined) ?? [];
		return {
			msg: message.msg,
			lines: lines.filter(({ accessory }) => accessory).map(({ text }) => text?.text ?? ''),
			buttons: admin.buttons(message),
		};
	};

	test('counts and shows the newest, each with its client, user, wallet and since when', async () => {
		const bob = await someone('bob');
		const wallet = walletNamed('bob');
		jobs.wait(60);
		await bob.connect(wallet);
		jobs.wait(60);
		await logIn(on, wallet, GITLAB);
		const { msg, lines } = await shown('sessions');
		expect(Number(/Open wallet sessions: (\d+)/.exec(msg)?.[1])).toBe(lines.length);
		expect(msg).toMatch(STAYS);
		expect(lines[0]).toMatch(/^\*GitLab\*, @bob: 0x[0-9a-fA-F]{40}, since .*UTC.*, until .*UTC/);
		expect(lines[1]).toMatch(/^\*wallet\*, @bob: 0x/);
	});

	test('of one user, or of one wallet, theirs alone; a button ends one', async () => {
		const carol = await someone('carol');
		const wallet = walletNamed('carol');
		await carol.connect(wallet);
		await logIn(on, wallet, GRAFANA);
		for (const words of ['sessions @carol', 'sessions carol', `sessions ${wallet.account}`]) {
			expect((await shown(words)).lines).toHaveLength(2);
		}
		const { buttons, lines } = await shown('sessions @carol');
		const ofWallet = buttons[lines.findIndex((line) => line.startsWith('*wallet*'))];
		expect(ofWallet && (await admin.press(ofWallet))).toMatch(/ended: 1\n.*stays so/);
		expect(await storedToken(on.site, carol.id)).toBeUndefined();
		expect((await shown('sessions @carol')).lines).toEqual([expect.stringMatching(/^\*Grafana\*/)]);
	});

	test('end @user and end 0x… end all of theirs, and nobody else is touched', async () => {
		const [dora, eve] = [await someone('dora'), await someone('eve')];
		for (const [user, wallet] of [
			[dora, walletNamed('dora')],
			[eve, walletNamed('eve')],
		] as const) {
			await user.connect(wallet);
			await logIn(on, wallet, GRAFANA);
		}
		expect(await asked('sessions end @dora')).toMatch(/ended: 2\n/);
		expect((await dora.type('token')).msg).toMatch(/no wallet session/);
		expect((await eve.type('token')).msg).toMatch(/^Access token/);
		expect(await asked(`sessions end ${walletNamed('eve').account}`)).toMatch(/ended: 2\n/);
		expect((await eve.type('token')).msg).toMatch(/no wallet session/);
	});

	test('end all asks first; then everything that is open ends, and the bot says so', async () => {
		const frank = await someone('frank');
		await frank.connect(walletNamed('frank'));
		const { json } = await logIn(on, walletNamed('grace'), GRAFANA, { scope: 'openid offline_access' });
		const { buttons, msg } = await shown('sessions end all');
		expect(msg).toMatch(/Shall all/);
		expect((await frank.type('token')).msg).toMatch(/^Access token/);
		expect(buttons[0] && (await admin.press(buttons[0]))).toMatch(/are being ended/);
		jobs.wait(10);
		const late = (await logIn(on, walletNamed('late'), GRAFANA)).json;
		await jobs.runDue();
		expect((await frank.type('token')).msg).toMatch(/no wallet session/);
		const fields = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) };
		expect(await post('token', fields, asGrafana)).toMatchObject({ json: { error: 'invalid_grant' } });
		expect((await admin.directMessages()).at(-1)).toMatch(/^Wallet sessions ended: \d+\n.*stays so/);
		expect((await shown('sessions')).lines).toEqual([expect.stringMatching(/^\*Grafana\*: 0x/)]);
		expect((await post('introspect', { token: String(late.access_token) }, asGrafana)).json.active).toBe(
			true,
		);
	});

	test("Rocket.Chat's own sessions, over in minutes, are shown with a wallet's and ended with them", async () => {
		const wallet = walletNamed('henry');
		const token = await on.provider.accessToken(wallet);
		expect((await shown('sessions')).lines.join()).not.toContain(CLIENT_ID);
		expect((await shown(`sessions ${wallet.account}`)).lines).toEqual([
			expect.stringMatching(new RegExp(`^\\*${CLIENT_ID}\\*: 0x`)),
		]);
		expect(await asked(`sessions end ${wallet.account}`)).toMatch(/ended: 1\n/);
		expect((await on.provider.userinfo(token)).status).toBe(401);
	});
});

test('whoever is no admin is refused by every command, typed or by a button, and nothing changes', async () => {
	const [ivan, judy] = [await someone('ivan'), await someone('judy')];
	const wallet = walletNamed('ivan');
	await ivan.connect(wallet);
	const [button] = admin.buttons(await admin.type('sessions @ivan'));
	expect(button && (await judy.press(button))).toMatch(/^Only admins/);
	for (const words of [
		'sessions',
		'sessions @ivan',
		'sessions end @ivan',
		'sessions end all yes',
		`block ${wallet.account}`,
		`unblock ${wallet.account}`,
		'unlink @ivan',
		`UNLINK @ivan ${wallet.account}`,
	]) {
		expect((await judy.type(words)).msg).toMatch(/^Only admins/);
	}
	jobs.wait(10);
	await jobs.runDue();
	expect((await ivan.type('token')).msg).toMatch(/^Access token/);
	expect((await classic(wallet)).userId).toBe(ivan.id);
});
