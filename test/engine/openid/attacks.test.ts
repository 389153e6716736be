import { beforeAll, describe, expect, test } from 'vitest';
import { basic } from '../provider';
import { CLIENT_ID, CLIENT_SECRET } from '../site';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { GRAFANA, logIn, NATIVE, PKCE, trust } from './trustedClients';

const on = siteForTests();
const mallory = walletNamed('mallory among the clients');
const asGrafana = basic(GRAFANA.id, GRAFANA.secret);
const asRocketChat = basic(CLIENT_ID, CLIENT_SECRET);
const invalidGrant = { status: 400, json: { error: 'invalid_grant' } };

beforeAll(() => trust(on));

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
