import { createHash } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, basic } from '../provider';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { GITLAB, GRAFANA, logIn, NATIVE, PKCE, trust } from './trustedClients';

const on = siteForTests();

beforeAll(() => trust(on));

const get = (path: string) => on.provider.request(`${on.site.issuer}/${path}`);
const texts = ({ json }: Answer) => json as Record<string, string>;

async function verified(answer: Answer, clientId: string) {
	const keys = createLocalJWKSet((await get('jwks')).json as unknown as JSONWebKeySet);
	return jwtVerify(texts(answer).id_token ?? '', keys, { issuer: on.site.issuer, audience: clientId });
}

describe('metadata', () => {
	test.each([
		'.well-known/openid-configuration',
		'.well-known/oauth-authorization-server',
		'openid-configuration',
	])('%s names the endpoints', async (path) => {
		const { status, headers, json } = await get(path);
		expect(status).toBe(200);
		expect(headers.get('content-type')).toContain('application/json');
		expect(headers.get('access-control-allow-origin')).toBe('*');
		expect(json).toMatchObject({
			issuer: on.site.issuer,
			authorization_endpoint: `${on.site.issuer}/authorize`,
			userinfo_endpoint: `${on.site.issuer}/claims`,
			request_uri_parameter_supported: false,
		});
	});

	test('every endpoint it names is there', async () => {
		const { json } = await get('openid-configuration');
		for (const [name, url] of Object.entries(json)) {
			if (/_endpoint$|_uri$/.test(name)) {
				expect((await fetch(String(url), { method: 'OPTIONS' })).status, name).toBe(204);
			}
		}
	});
});

describe('keys', () => {
	test('one key for each algorithm, and nothing private of any', async () => {
		const { keys } = (await get('jwks')).json as unknown as JSONWebKeySet;
		expect(keys.map(({ alg }) => alg).sort()).toEqual(['ES256', 'RS256']);
		for (const key of keys) {
			for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) {
				expect(key).not.toHaveProperty(secret);
			}
		}
	});

	test('they survive a restart of the app', async () => {
		const before = (await get('jwks')).json;
		await on.site.workspace.apps.disable(APP_ID);
		await on.site.workspace.apps.enable(APP_ID);
		expect((await get('jwks')).json).toEqual(before);
	});
});

test.each([
	['token', 'POST', '*'],
	['claims', 'GET', '*'],
	['jwks', 'GET', '*'],
	['openid-configuration', 'GET', '*'],
	['userinfo', 'GET', null],
	['introspect', 'POST', null],
	['revoke', 'POST', null],
])('scripts of other sites and %s, asked by %s: %j, refused or not', async (path, method, origin) => {
	for (const verb of [method, 'OPTIONS']) {
		const { headers } = await on.provider.request(`${on.site.issuer}/${path}`, { method: verb });
		expect(headers.get('access-control-allow-origin')).toBe(origin);
	}
});

test.each(['jwks', 'openid-configuration'])('%s may be kept for a minute', async (path) => {
	expect((await get(path)).headers.get('cache-control')).toBe('public, max-age=60');
});

describe('id_token', () => {
	test.each([
		[GRAFANA, 'RS256'],
		[GITLAB, 'ES256'],
	])('%j gets one that is signed by %s and says who signed in, when and how', async (client, alg) => {
		const wallet = walletNamed(`id_token ${client.id}`);
		const answer = await logIn(on, wallet, client, { nonce: 'n-0S6_WzA2Mj', scope: 'openid profile' });
		const { payload, protectedHeader } = await verified(answer, client.id);
		expect(protectedHeader).toMatchObject({ alg, typ: 'JWT' });
		expect(payload).toMatchObject({
			sub: wallet.account,
			nonce: 'n-0S6_WzA2Mj',
			acr: 'https://eips.ethereum.org/EIPS/eip-712',
			amr: ['pop'],
			preferred_username: expect.stringMatching(/^0x/),
		});
		const now = Date.now() / 1000;
		expect(Math.abs(Number(payload.auth_time) - now)).toBeLessThan(10);
		expect(Number(payload.exp) - Number(payload.iat)).toBe(3600);
		const half = createHash('sha256')
			.update(texts(answer).access_token ?? '')
			.digest()
			.subarray(0, 16);
		expect(payload.at_hash).toBe(half.toString('base64url'));
	});

	test('its acr tells of Sign-In with Ethereum', async () => {
		await on.site.setting('sign-in-message', 'siwe');
		const { payload } = await verified(await logIn(on, walletNamed('acr'), GRAFANA), GRAFANA.id);
		await on.site.setting('sign-in-message', 'eip712');
		expect(payload.acr).toBe('https://eips.ethereum.org/EIPS/eip-4361');
	});

	test.each([
		['openid', ['account', 'sub']],
		['openid profile', ['account', 'name', 'picture', 'preferred_username', 'sub']],
		['openid email', ['account', 'sub']],
	])('scope %j: the userinfo endpoint says %j, and the id_token no less', async (scope, names) => {
		const answer = await logIn(on, walletNamed('scopes'), GRAFANA, { scope });
		const { payload } = await verified(answer, GRAFANA.id);
		const claims = await on.provider.request(`${on.site.issuer}/claims`, {
			headers: { authorization: `Bearer ${texts(answer).access_token}` },
		});
		expect(Object.keys(claims.json).sort()).toEqual(names);
		expect(payload).toMatchObject(claims.json);
		expect(texts(answer).scope).toBe(scope);
	});

	test('without the scope openid there is none, and the userinfo endpoint refuses', async () => {
		const answer = await logIn(on, walletNamed('plain OAuth'), GRAFANA, { scope: 'profile' });
		expect(answer.json).not.toHaveProperty('id_token');
		const claims = await on.provider.request(`${on.site.issuer}/claims`, {
			headers: { authorization: `Bearer ${texts(answer).access_token}` },
		});
		expect(claims).toMatchObject({ status: 403, json: { error: 'insufficient_scope' } });
		expect(claims.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
	});

	test("Rocket.Chat's own client gets none: it would keep it and has no use for it", async () => {
		const { json } = await on.provider.token({ code: await on.provider.code(walletNamed('rc')) });
		expect(json).not.toHaveProperty('id_token');
	});
});

describe('the authorization request', () => {
	const refusal = async (change: Record<string, string>) => {
		const url = on.provider.authorizeUrl({
			client_id: GRAFANA.id,
			redirect_uri: GRAFANA.redirectUri,
			...change,
		});
		const { headers } = await on.provider.request(url, { headers: { accept: 'text/html' } });
		const { searchParams } = new URL(headers.get('location') ?? 'about:blank');
		return [searchParams.get('error'), searchParams.get('iss')];
	};

	test.each([
		[{ prompt: 'none' }, 'login_required'],
		[{ prompt: 'none login' }, 'invalid_request'],
		[{ request: 'e30.e30.' }, 'request_not_supported'],
		[{ request_uri: 'https://grafana.example/request' }, 'request_uri_not_supported'],
		[{ response_type: 'id_token' }, 'unsupported_response_type'],
		[{ response_type: 'code id_token' }, 'unsupported_response_type'],
		[{ response_mode: 'fragment' }, 'invalid_request'],
		[{ max_age: '-1' }, 'invalid_request'],
		[{ max_age: 'soon' }, 'invalid_request'],
		[{ nonce: 'n'.repeat(513) }, 'invalid_request'],
		[{ client_id: NATIVE.id, redirect_uri: NATIVE.redirectUri }, 'invalid_request'],
	])('%j is told to the client as %s, with iss', async (change, error) => {
		expect(await refusal(change)).toEqual([error, on.site.issuer]);
	});

	test.each([
		{ prompt: 'login' },
		{ prompt: 'consent' },
		{ prompt: 'select_account login' },
		{ max_age: '0' },
	])('%j asks for what happens anyway', async (change) => {
		expect((await logIn(on, walletNamed('prompted'), GRAFANA, change)).status).toBe(200);
	});

	test('the signed sentence names the client', async () => {
		const url = on.provider.authorizeUrl({ client_id: GRAFANA.id, redirect_uri: GRAFANA.redirectUri });
		const { typedData } = await on.provider.offer(url);
		expect(typedData.message.action).toBe(
			`Sign in to Grafana with Rocket.Chat. Only sign this at ${new URL(on.site.url).origin}.`,
		);
	});
});

describe('a public client', () => {
	const request = {
		client_id: NATIVE.id,
		redirect_uri: NATIVE.redirectUri,
		code_challenge: PKCE.code_challenge,
		code_challenge_method: 'S256',
	};

	test('redeems its code with the verifier and no secret, and renews with offline_access', async () => {
		const code = await on.provider.code(walletNamed('native'), {
			...request,
			scope: 'openid offline_access',
		});
		const fields = { client_id: NATIVE.id, redirect_uri: NATIVE.redirectUri };
		const first = await on.provider.token({ ...fields, code, code_verifier: PKCE.code_verifier }, '');
		expect(first).toMatchObject({ status: 200, json: { scope: 'openid offline_access' } });
		const renewal = {
			...fields,
			grant_type: 'refresh_token',
			refresh_token: String(first.json.refresh_token),
		};
		expect((await on.provider.token(renewal, '')).status).toBe(200);
		expect(await on.provider.token(renewal, '')).toMatchObject({
			status: 400,
			json: { error: 'invalid_grant' },
		});
	});

	test('without the verifier, or with a secret, it gets nothing', async () => {
		const code = await on.provider.code(walletNamed('native'), request);
		const fields = { client_id: NATIVE.id, redirect_uri: NATIVE.redirectUri, code };
		expect(await on.provider.token(fields, '')).toMatchObject({ json: { error: 'invalid_grant' } });
		expect(
			await on.provider.token({ ...fields, client_secret: 'x', code_verifier: PKCE.code_verifier }, ''),
		).toMatchObject({
			status: 401,
			json: { error: 'invalid_client' },
		});
	});
});

describe('introspection', () => {
	const introspect = (token: string, authorization = basic(GRAFANA.id, GRAFANA.secret)) =>
		on.provider.request(`${on.site.issuer}/introspect`, {
			method: 'POST',
			headers: { authorization },
			body: new URLSearchParams({ token }),
		});

	test('tells a client of its own access and refresh tokens', async () => {
		const wallet = walletNamed('introspected');
		const { json } = await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' });
		const about = { active: true, sub: wallet.account, client_id: GRAFANA.id, iss: on.site.issuer };
		expect((await introspect(String(json.access_token))).json).toMatchObject({
			...about,
			token_type: 'Bearer',
		});
		const ofRefresh = await introspect(String(json.refresh_token));
		expect(ofRefresh.json).toMatchObject(about);
		expect(ofRefresh.json).not.toHaveProperty('token_type');
	});

	test('tells nothing of a token of another client, of an ended one, or of none', async () => {
		const { json } = await logIn(on, walletNamed('introspected'), GITLAB);
		for (const token of [String(json.access_token), 'nonsense', '']) {
			expect(await introspect(token)).toMatchObject({ status: 200, json: { active: false } });
		}
		const own = String((await logIn(on, walletNamed('introspected'), GRAFANA)).json.access_token);
		await on.provider.request(`${on.site.issuer}/revoke`, {
			method: 'POST',
			body: new URLSearchParams({ token: own }),
		});
		expect((await introspect(own)).json).toEqual({ active: false });
	});

	test('wants a client with a secret', async () => {
		expect(await introspect('x', basic(GRAFANA.id, 'wrong'))).toMatchObject({
			status: 401,
			json: { error: 'invalid_client' },
		});
		const asNative = await on.provider.request(`${on.site.issuer}/introspect`, {
			method: 'POST',
			body: new URLSearchParams({ token: 'x', client_id: NATIVE.id }),
		});
		expect(asNative).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
	});
});

describe('a token in the wrong place', () => {
	test("a trusted client's token at Rocket.Chat's identity path is refused", async () => {
		const { json } = await logIn(on, walletNamed('mixed up'), GRAFANA);
		expect(await on.provider.userinfo(String(json.access_token))).toMatchObject({
			status: 401,
			json: { error: 'invalid_token' },
		});
	});

	test('a code, a refresh token or an id_token is no access token, and the other way round', async () => {
		const wallet = walletNamed('mixed up');
		const { json } = await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' });
		const code = await on.provider.code(wallet, { client_id: GRAFANA.id, redirect_uri: GRAFANA.redirectUri });
		for (const token of [code, String(json.refresh_token), String(json.id_token)]) {
			const headers = { authorization: `Bearer ${token}` };
			const claims = await on.provider.request(`${on.site.issuer}/claims`, { headers });
			expect(claims).toMatchObject({ status: 401, json: { error: 'invalid_token' } });
		}
		for (const token of [code, String(json.access_token), String(json.id_token)]) {
			const renewal = { grant_type: 'refresh_token', refresh_token: token };
			const answer = await on.provider.token(renewal, basic(GRAFANA.id, GRAFANA.secret));
			expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
		}
		for (const token of [String(json.access_token), String(json.refresh_token), String(json.id_token)]) {
			const answer = await on.provider.token(
				{ code: token, redirect_uri: GRAFANA.redirectUri },
				basic(GRAFANA.id, GRAFANA.secret),
			);
			expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
		}
	});

	test("one client's code at another client is refused", async () => {
		const code = await on.provider.code(walletNamed('mixed up'), {
			client_id: GRAFANA.id,
			redirect_uri: GRAFANA.redirectUri,
		});
		const answer = await on.provider.token(
			{ code, redirect_uri: GRAFANA.redirectUri },
			basic(GITLAB.id, GITLAB.secret),
		);
		expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
	});

	test("a client's secret in the URL is refused", async () => {
		const query = new URLSearchParams({
			grant_type: 'authorization_code',
			code: 'x',
			client_id: GRAFANA.id,
			client_secret: GRAFANA.secret,
		});
		const answer = await on.provider.request(`${on.site.issuer}/token?${query}`, { method: 'POST' });
		expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
	});

	test('a client that the admin trusts no more: its tokens are refused', async () => {
		const { json } = await logIn(on, walletNamed('mixed up'), GRAFANA);
		await trust(on, []);
		const headers = { authorization: `Bearer ${json.access_token}` };
		const claims = await on.provider.request(`${on.site.issuer}/claims`, { headers });
		await trust(on);
		expect(claims).toMatchObject({ status: 401, json: { error: 'invalid_token' } });
	});
});

test('the userinfo endpoint takes the token in the header or, by POST, in the body, and in no URL', async () => {
	const { json } = await logIn(on, walletNamed('three ways'), GRAFANA);
	const access_token = String(json.access_token);
	const url = `${on.site.issuer}/claims`;
	const inBody = await on.provider.request(url, {
		method: 'POST',
		body: new URLSearchParams({ access_token }),
	});
	expect(inBody).toMatchObject({ status: 200, json: { sub: walletNamed('three ways').account } });
	const inUrl = await on.provider.request(`${url}?access_token=${access_token}`);
	expect(inUrl).toMatchObject({ status: 401, json: { error: 'invalid_token' } });
	expect(decodeProtectedHeader(String(json.id_token)).kid).toBeTruthy();
});
