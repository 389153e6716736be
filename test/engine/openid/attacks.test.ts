import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loginThroughClassic } from '../../visitor/walletLogin';
import { basic } from '../provider';
import { APP_ID, CLIENT_ID, CLIENT_SECRET, SERVICE } from '../site';
import { siteForTests } from '../siteForTests';
import { Typist } from '../typist';
import { walletNamed } from '../wallets';
import { CLIENTS, GRAFANA, logIn, NATIVE, PKCE, sha256, trust } from './trustedClients';

const on = siteForTests();
const mallory = walletNamed('mallory among the clients');
const asGrafana = basic(GRAFANA.id, GRAFANA.secret);
const asRocketChat = basic(CLIENT_ID, CLIENT_SECRET);
const invalidGrant = { status: 400, json: { error: 'invalid_grant' } };

beforeAll(() => trust(on));
afterEach(() => on.site.setting('email-domain', ''));

const codeFor = (client: { id: string; redirectUri: string }, change: Record<string, string> = {}) =>
	on.provider.code(mallory, { client_id: client.id, redirect_uri: client.redirectUri, ...change });

describe('client authentication', () => {
	test.each(['token', 'introspect'])(
		'%s: an unknown client and a wrong secret look the same',
		async (path) => {
			const ask = (authorization: string, fields: Record<string, string>) =>
				on.provider.request(`${on.site.issuer}/${path}`, {
					method: 'POST',
					headers: authorization ? { authorization } : {},
					body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', token: 'x', ...fields }),
				});
			const refusals = await Promise.all([
				ask(basic('nobody', GRAFANA.secret), {}),
				ask(basic(GRAFANA.id, 'wrong'), {}),
				ask(basic(NATIVE.id, GRAFANA.secret), {}),
				ask('', { client_id: 'nobody', client_secret: GRAFANA.secret }),
				ask('', { client_id: GRAFANA.id, client_secret: 'wrong' }),
				ask('', { client_id: GRAFANA.id }),
				ask('', {}),
			]);
			for (const { status, headers, text } of refusals) {
				expect([status, text]).toEqual([401, refusals[0]?.text]);
				expect(headers.get('www-authenticate')).toMatch(/^Basic /);
			}
		},
	);

	test('a client with a secret gets nothing without it, PKCE or not', async () => {
		const { code_challenge, code_verifier } = PKCE;
		const code = await codeFor(GRAFANA, { code_challenge, code_challenge_method: 'S256' });
		const fields = { code, code_verifier, redirect_uri: GRAFANA.redirectUri, client_id: GRAFANA.id };
		expect(await on.provider.token(fields, '')).toMatchObject({
			status: 401,
			json: { error: 'invalid_client' },
		});
		expect((await on.provider.token(fields, asGrafana)).status).toBe(200);
	});
});

describe('audience', () => {
	test('a code for another tool gets no Rocket.Chat token, and the other way round', async () => {
		for (const redirect_uri of [GRAFANA.redirectUri, on.provider.redirectUri]) {
			const forGrafana = { code: await codeFor(GRAFANA), redirect_uri };
			expect(await on.provider.token(forGrafana, asRocketChat)).toMatchObject(invalidGrant);
			const forRocketChat = { code: await on.provider.code(mallory), redirect_uri };
			expect(await on.provider.token(forRocketChat, asGrafana)).toMatchObject(invalidGrant);
		}
	});

	test("a tool's refresh token is nothing in the hands of another client", async () => {
		const { json } = await logIn(on, mallory, GRAFANA, { scope: 'openid offline_access' });
		const fields = { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) };
		expect(await on.provider.token(fields, asRocketChat)).toMatchObject(invalidGrant);
		expect(await on.provider.token({ ...fields, client_id: NATIVE.id }, '')).toMatchObject(invalidGrant);
		expect((await on.provider.token(fields, asGrafana)).status).toBe(200);
	});
});

test("a deactivated user's wallet is refused at a tool's every step, and comes back when activated", async () => {
	const { users } = on.site.workspace;
	const wallet = walletNamed('a user of Grafana');
	const { userId } = await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	const { json } = await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' });
	const headers = { authorization: `Bearer ${json.access_token}` };
	const claims = async () => (await on.provider.request(`${on.site.issuer}/claims`, { headers })).status;
	const introspect = async () => {
		const body = new URLSearchParams({ token: String(json.access_token) });
		const init = { method: 'POST', headers: { authorization: asGrafana }, body };
		return (await on.provider.request(`${on.site.issuer}/introspect`, init)).json;
	};
	const renew = () =>
		on.provider.token({ grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }, asGrafana);
	const before = { client_id: GRAFANA.id, redirect_uri: GRAFANA.redirectUri };
	const code = await on.provider.code(wallet, before);

	await users.update(userId, { $set: { active: false } });
	expect(await claims()).toBe(403);
	expect(await introspect()).toEqual({ active: false });
	expect((await renew()).status).toBe(403);
	const redeemed = await on.provider.token({ code, redirect_uri: GRAFANA.redirectUri }, asGrafana);
	expect(redeemed).toMatchObject({ status: 403, json: { error: 'access_denied' } });
	await expect(on.provider.code(wallet, before)).rejects.toThrow(/deactivated/);

	await users.update(userId, { $set: { active: true } });
	expect(await claims()).toBe(200);
	expect(await introspect()).toMatchObject({ active: true });
	expect((await renew()).status).toBe(200);
});

test.each([
	[
		'with another secret',
		{ client_secret_sha256: sha256('another secret') },
		basic(GRAFANA.id, 'another secret'),
	],
	['as a public client', { token_endpoint_auth_method: 'none' }, ''],
])(
	'a tool that is added again %s has no old sessions; as it was, it has them',
	async (_what, proof, authorization) => {
		const wallet = walletNamed(`at a tool added again ${_what}`);
		const { json } = await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' });
		const claims = () =>
			on.provider.request(`${on.site.issuer}/claims`, {
				headers: { authorization: `Bearer ${json.access_token}` },
			});
		const renew = (as: string) =>
			on.provider.token(
				{
					grant_type: 'refresh_token',
					refresh_token: String(json.refresh_token),
					...(as ? {} : { client_id: GRAFANA.id }),
				},
				as,
			);
		const { client_secret_sha256: _secret, ...entry } = CLIENTS[0] as Record<string, unknown>;
		await trust(on, [{ ...entry, ...proof }]);
		const refused = [await claims(), await renew(authorization)];
		await trust(on);
		expect(refused.map(({ status, json: { error } }) => [status, error])).toEqual([
			[401, 'invalid_token'],
			[400, 'invalid_grant'],
		]);
		expect((await claims()).status).toBe(200);
		expect((await renew(asGrafana)).status).toBe(200);
	},
);

test('a wallet that the admin has taken off the list renews nothing, and its tokens tell nothing, until it is on it again', async () => {
	const wallet = walletNamed('off the list');
	const { json } = await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' });
	const renew = () =>
		on.provider.token({ grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }, asGrafana);
	const headers = { authorization: `Bearer ${json.access_token}` };
	const claims = () => on.provider.request(`${on.site.issuer}/claims`, { headers });
	const introspect = () =>
		on.provider.request(`${on.site.issuer}/introspect`, {
			method: 'POST',
			headers: { authorization: asGrafana },
			body: new URLSearchParams({ token: String(json.access_token) }),
		});
	await on.site.setting('access', 'listed');
	const refused = [await renew(), await claims()];
	const introspected = await introspect();
	await on.site.setting('access', 'anyone');
	for (const answer of refused) {
		expect(answer).toMatchObject({ status: 403, json: { error: 'access_denied' } });
	}
	expect(introspected.json).toEqual({ active: false });
	expect((await claims()).status).toBe(200);
	expect((await introspect()).json).toMatchObject({ active: true });
	expect((await renew()).status).toBe(200);
});

test.each(['https://evil.example/cb', '//evil.example', ''])(
	'a request by form leads to the authorization endpoint only, and there to a page: redirect URI %j',
	async (redirect_uri) => {
		const fields = { client_id: GRAFANA.id, redirect_uri, response_type: 'code' };
		const sent = await on.provider.request(`${on.site.issuer}/authorize`, {
			method: 'POST',
			body: new URLSearchParams(fields),
		});
		const location = sent.headers.get('location') ?? '';
		expect(location.startsWith(`${on.site.issuer}/authorize?`)).toBe(true);
		const page = await on.provider.request(location, { headers: { accept: 'text/html' } });
		expect([page.status, page.headers.get('location')]).toEqual([400, null]);
	},
);

test.each(['preferred_username', 'email'])(
	'whoever registers the %s that a tool was told of a wallet gets nothing of that wallet',
	async (claim) => {
		const { site, provider } = on;
		await site.setting('email-domain', claim === 'email' ? 'wallets.example' : '');
		const victim = walletNamed(`known elsewhere by ${claim}`);
		const { json } = await logIn(on, victim, GRAFANA, { scope: 'openid profile email' });
		const headers = { authorization: `Bearer ${json.access_token}` };
		const told = String((await provider.request(`${site.issuer}/claims`, { headers })).json[claim]);
		const squatter = await site.workspace.users.insert({
			username: claim === 'email' ? 'squatter' : told,
			emails: [{ address: claim === 'email' ? told : 'squatter@evil.example', verified: false }],
		});
		// With an e-mail address, Rocket.Chat asks a new user for a second factor.
		const login = await loginThroughClassic(site.url, { service: SERVICE, wallet: victim }).catch(
			(error) => error,
		);
		expect(login.userId).not.toBe(squatter._id);
		expect((await site.workspace.users.findById(squatter._id))?.services).toEqual({});
		expect(JSON.stringify(await site.workspace.persistence.all(APP_ID))).not.toContain(squatter._id);
	},
);

test("a user who takes a wallet's address as username is not called by it at a tool", async () => {
	const victim = walletNamed('imitated');
	const { site, provider } = on;
	const wallet = walletNamed('imitator');
	const { userId } = await loginThroughClassic(site.url, { service: SERVICE, wallet });
	await site.workspace.users.update(userId, { $set: { username: victim.account } });
	const { json } = await logIn(on, wallet, GRAFANA, { scope: 'openid profile' });
	const headers = { authorization: `Bearer ${json.access_token}` };
	const claims = await provider.request(`${site.issuer}/claims`, { headers });
	expect(claims.json.preferred_username).toBe(wallet.account);
});

test('whoever takes the name of a deleted user gets nothing of a wallet that was unblocked and came to a tool first', async () => {
	const { site } = on;
	const { users, persistence, admin } = site.workspace;
	const wallet = walletNamed('back after deletion');
	const kept = async () => JSON.stringify(await persistence.all(APP_ID));
	const boss = await Typist.existing(site, admin._id);
	const names = new Set<string>();
	// In whatever spelling: Rocket.Chat merges by a name without a look at its case.
	for (const spelling of [(name: string) => name, (name: string) => name.toUpperCase()]) {
		const { userId, user } = await loginThroughClassic(site.url, { service: SERVICE, wallet });
		const name = String(user.username);
		names.add(name);
		await expect.poll(kept).toContain(userId);
		await users.remove(userId);
		await expect.poll(async () => (await boss.type(`unblock ${wallet.account}`)).msg).toContain('any more');
		expect((await logIn(on, wallet, GRAFANA)).status).toBe(200);
		const squatter = await users.insert({ username: spelling(name) });
		for (let time = 0; time < 2; time += 1) {
			const login = await loginThroughClassic(site.url, { service: SERVICE, wallet });
			expect(login.userId).not.toBe(squatter._id);
		}
		expect(await kept()).not.toContain(squatter._id);
	}
	expect(names.size).toBe(2);
});
