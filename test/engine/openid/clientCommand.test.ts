import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jobsByHand } from '../jobs';
import { basic } from '../provider';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { Typist } from '../typist';
import { walletNamed } from '../wallets';
import { CLIENTS, GRAFANA, logIn, NATIVE, PKCE, trust } from './trustedClients';

const on = siteForTests();
const jobs = jobsByHand(on);
let admin: Typist;

beforeAll(async () => {
	admin = await Typist.register(on.site, 'boss', { roles: ['user', 'admin'] });
});

beforeEach(() => trust(on, []));

const said = async (parameters: string) => (await admin.type(`client ${parameters}`)).msg;
/** What is to be pasted. */
const listIn = (message: string) => /```\n([\s\S]*)\n```/.exec(message)?.[1] ?? '';
const setting = () => on.site.workspace.apps.settingValue(APP_ID, 'trusted-clients');

describe('/wallet client add', () => {
	test('prints a list which, pasted, lets the client log in with the secret that was shown', async () => {
		const message = await said(`add ${GRAFANA.id} ${GRAFANA.redirectUri} "Grafana of the house"`);
		expect(message).toContain(`issuer \`${on.site.issuer}\``);
		const secret = /this once: `([A-Za-z0-9_-]{43})`/.exec(message)?.[1] ?? '';
		expect(listIn(message)).not.toContain(secret);
		await on.site.setting('trusted-clients', listIn(message));
		const wallet = walletNamed('added');
		expect((await logIn(on, wallet, { ...GRAFANA, secret })).status).toBe(200);
		expect((await logIn(on, wallet, { ...GRAFANA, secret: 'another' })).status).toBe(401);
		expect(await said('list')).toBe(`• *Grafana of the house*: \`${GRAFANA.id}\`, ${GRAFANA.redirectUri}`);
	});

	test('keeps the clients that there are, changes nothing itself, and gives each another secret', async () => {
		await trust(on, CLIENTS);
		const before = setting();
		const [one, other] = [
			await said('add wiki https://wiki.example/cb'),
			await said('add wiki https://a.example/'),
		];
		expect(JSON.parse(listIn(one)).slice(0, -1)).toEqual(CLIENTS);
		expect(JSON.parse(listIn(one)).at(-1)).toMatchObject({ client_id: 'wiki', client_name: 'wiki' });
		expect(JSON.parse(listIn(one)).at(-1).client_secret_sha256).not.toBe(
			JSON.parse(listIn(other)).at(-1).client_secret_sha256,
		);
		expect(setting()).toBe(before);
	});

	test('add-public: for a client without a secret, which must use PKCE', async () => {
		const message = await said(`add-public ${NATIVE.id} ${NATIVE.redirectUri} A native app`);
		expect(message).toMatch(/must use PKCE/);
		expect(JSON.parse(listIn(message))).toEqual([CLIENTS[2]]);
		await on.site.setting('trusted-clients', listIn(message));
		const fields = { client_id: NATIVE.id, redirect_uri: NATIVE.redirectUri };
		const { code_verifier, code_challenge } = PKCE;
		const request = { ...fields, code_challenge, code_challenge_method: 'S256' };
		const code = await on.provider.code(walletNamed('public'), request);
		expect((await on.provider.token({ ...fields, code, code_verifier }, '')).status).toBe(200);
	});

	test.each([
		['add', /\/wallet client add <client_id>/],
		['add wiki', /\/wallet client add <client_id>/],
		['', /\/wallet client add <client_id>/],
		['remove wiki', /\/wallet client add <client_id>/],
		['add a/b https://wiki.example/cb', /field client_id is/],
		['add wiki http://wiki.example/cb', /field redirect_uris is/],
		['add wiki javascript:alert(1)', /field redirect_uris is/],
		['add rocketchat https://wiki.example/cb', /client with the id rocketchat already/],
		['add wallet https://wiki.example/cb', /client with the id wallet already/],
		['list', /No other tool/],
	])('%j is answered with what is wrong', async (words, answer) => {
		const message = await said(words);
		expect(message).toMatch(answer);
		expect(message).not.toContain('`');
	});

	test('a client that is there already is not added again', async () => {
		await trust(on, CLIENTS);
		expect(await said(`add ${GRAFANA.id} https://wiki.example/cb`)).toMatch(
			/client with the id grafana already/,
		);
	});
});

test('/wallet client rotate: new keys are published at once and sign five minutes later', async () => {
	await trust(on, CLIENTS);
	const kids = async () => {
		const { keys } = (await on.provider.request(`${on.site.issuer}/jwks`)).json as {
			keys: { kid: string }[];
		};
		return keys.map(({ kid }) => kid);
	};
	const signer = async () => {
		const { json } = await logIn(on, walletNamed('rotated'), GRAFANA);
		return JSON.parse(Buffer.from(String(json.id_token).split('.')[0] ?? '', 'base64url').toString()).kid;
	};
	jobs.wait(600);
	const [before, old] = [await kids(), await signer()];
	expect(await said('rotate')).toMatch(/sign in five minutes/);
	expect(await kids()).toHaveLength(4);
	expect(await signer()).toBe(old);
	jobs.wait(301);
	const now = await signer();
	expect(before).not.toContain(now);
	expect(await kids()).toEqual(expect.arrayContaining([old, now]));
});

test('whoever is no admin gets nothing of it', async () => {
	const user = await Typist.register(on.site, 'user');
	for (const words of ['add wiki https://wiki.example/cb', 'list', 'rotate']) {
		expect((await user.type(`client ${words}`)).msg).toMatch(/Only admins of this workspace/);
	}
	expect((await user.type('help')).msg).not.toContain('/wallet client');
	expect((await admin.type('help')).msg).toContain('/wallet client');
});

describe('sessions with other clients in /wallet status', () => {
	beforeEach(() => trust(on, CLIENTS));

	test('are named with what the client learns, and ended by their button, the stored tokens of others kept', async () => {
		const alice = await Typist.register(on.site, 'alice');
		const [first, second] = [walletNamed('alice 1'), walletNamed('alice 2')];
		await alice.connect(first);
		await alice.connect(second);
		const { json } = await logIn(on, first, GRAFANA, { scope: 'openid profile offline_access' });
		const status = await alice.type('status');
		const lines = JSON.stringify(status.blocks);
		expect(lines).toMatch(/\*Grafana\* \(the address of [^)]*; your username[^)]*; access until[^)]*\): 0x/);
		const buttons = alice.buttons(status);
		expect(buttons).toHaveLength(2);
		const ofGrafana = buttons.at(-1);
		expect(ofGrafana && (await alice.press(ofGrafana))).toMatch(
			/session is ended.*\nGrafana may keep you signed in/,
		);
		const renewal = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) };
		const renewed = await on.provider.token(renewal, basic(GRAFANA.id, GRAFANA.secret));
		expect(renewed).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
		expect(alice.buttons(await alice.type('status'))).toHaveLength(1);
		expect((await alice.type('token')).msg).toMatch(/^Access token/);
	});

	test("somebody else's session with a client can't be ended by its button", async () => {
		const [victim, mallory] = [
			await Typist.register(on.site, 'victim'),
			await Typist.register(on.site, 'mallory'),
		];
		const wallet = walletNamed('victim');
		await victim.connect(wallet);
		await mallory.connect(walletNamed('mallory'));
		const { json } = await logIn(on, wallet, GRAFANA);
		const button = victim.buttons(await victim.type('status')).at(-1);
		expect(button && (await mallory.press(button))).toMatch(/has ended/);
		const headers = { authorization: `Bearer ${json.access_token}` };
		expect((await on.provider.request(`${on.site.issuer}/claims`, { headers })).status).toBe(200);
	});

	test('a session says since when it is, not when it was renewed', async () => {
		const carol = await Typist.register(on.site, 'carol');
		await carol.connect(walletNamed('carol'));
		const since = async () =>
			/since [^,]*, [^,]*,/.exec(JSON.stringify((await carol.type('status')).blocks))?.[0];
		const before = await since();
		expect(before).toBeDefined();
		jobs.wait(1800);
		expect((await carol.type('refresh')).msg).toMatch(/renewed/);
		expect(await since()).toBe(before);
	});
});
