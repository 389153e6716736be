import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { signOffer } from '../../visitor/signOffer';
import { basic } from '../provider';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { GITLAB, GRAFANA, logIn, PKCE, trust } from './trustedClients';

/**
 * Named after the modules of the OpenID Foundation's plan for basic providers; docs/conformance.md is the list.
 * Where a module would find fault with us, the test shows what happens instead, and the list says so.
 */
const on = siteForTests();
const erin = walletNamed('erin of the conformance tests');

beforeAll(() => trust(on));

interface Login {
	readonly scope: string;
	readonly accessToken: string;
	readonly refreshToken: string;
	readonly idToken: string;
	readonly alg: string;
	readonly kid: string | undefined;
	readonly payload: JWTPayload;
}

/** Logs in at a client and verifies its id_token as Core 3.1.3.7 says. */
async function login(change: Record<string, string> = {}): Promise<Login> {
	const { status, json, text } = await logIn(on, erin, GRAFANA, { nonce: 'a nonce', ...change });
	expect([status, text]).toEqual([200, expect.any(String)]);
	expect(json.token_type).toBe('Bearer');
	const keys = (await on.provider.request(`${on.site.issuer}/jwks`)).json as unknown as JSONWebKeySet;
	const idToken = String(json.id_token);
	const { payload, protectedHeader } = await jwtVerify(idToken, createLocalJWKSet(keys), {
		issuer: on.site.issuer,
		audience: GRAFANA.id,
		subject: erin.account,
		maxTokenAge: 60,
		currentDate: new Date(on.site.workspace.clock.now()),
	});
	return {
		scope: String(json.scope),
		accessToken: String(json.access_token),
		refreshToken: String(json.refresh_token ?? ''),
		idToken,
		payload,
		alg: protectedHeader.alg,
		kid: protectedHeader.kid,
	};
}

const grafanaUrl = (change: Record<string, string> = {}) =>
	on.provider.authorizeUrl({ client_id: GRAFANA.id, redirect_uri: GRAFANA.redirectUri, ...change });

/** What a browser gets at the authorization endpoint; `error` is what it takes to the client. */
async function browse(change: Record<string, string>) {
	const answer = await on.provider.request(grafanaUrl(change), { headers: { accept: 'text/html' } });
	const { searchParams } = new URL(answer.headers.get('location') ?? 'about:blank');
	return { ...answer, error: searchParams.get('error'), state: searchParams.get('state') };
}

async function userinfo(accessToken: string, init: RequestInit = {}) {
	const headers = { authorization: `Bearer ${accessToken}` };
	return on.provider.request(`${on.site.issuer}/claims`, { headers, ...init });
}

const metadata = async () => (await on.provider.request(`${on.site.issuer}/openid-configuration`)).json;

test('oidcc-server', async () => {
	const { payload, accessToken } = await login();
	expect(payload.nonce).toBe('a nonce');
	expect((await userinfo(accessToken)).json.sub).toBe(payload.sub);
});

test('oidcc-response-type-missing', async () => {
	expect(await browse({ response_type: '' })).toMatchObject({
		error: 'unsupported_response_type',
		state: 'a state',
	});
});

test('oidcc-idtoken-signature', async () => {
	expect(await login()).toMatchObject({ alg: 'RS256', kid: expect.stringMatching(/./) });
});

test('oidcc-idtoken-unsigned', async () => {
	expect((await metadata()).id_token_signing_alg_values_supported).toEqual(['RS256', 'ES256']);
});

describe('oidcc-userinfo', () => {
	test.each<[string, (accessToken: string) => ReturnType<typeof userinfo>]>([
		['oidcc-userinfo-get', (token) => userinfo(token)],
		['oidcc-userinfo-post-header', (token) => userinfo(token, { method: 'POST' })],
		[
			'oidcc-userinfo-post-body',
			(token) =>
				userinfo('', {
					method: 'POST',
					headers: {},
					body: new URLSearchParams({ access_token: token }),
				}),
		],
	])('%s', async (_module, ask) => {
		const { accessToken } = await login();
		expect(await ask(accessToken)).toMatchObject({ status: 200, json: { sub: erin.account } });
	});
});

test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
	expect((await login({ nonce: '' })).payload).not.toHaveProperty('nonce');
});

describe('oidcc-scope', () => {
	test('oidcc-scope-profile', async () => {
		const { accessToken } = await login({ scope: 'openid profile' });
		expect((await userinfo(accessToken)).json).toMatchObject({
			name: expect.any(String),
			preferred_username: expect.any(String),
			picture: `${on.site.issuer}/avatar?account=${erin.account}`,
		});
	});

	test('oidcc-scope-email', async () => {
		const { accessToken: before } = await login({ scope: 'openid email' });
		expect((await userinfo(before)).json).not.toHaveProperty('email');
		await on.site.setting('email-domain', 'wallets.example');
		const { accessToken } = await login({ scope: 'openid email' });
		const { json } = await userinfo(accessToken);
		await on.site.setting('email-domain', '');
		expect(json).toMatchObject({
			email: expect.stringMatching(/@wallets\.example$/),
			email_verified: false,
		});
	});

	test.each([
		['oidcc-scope-address', 'openid address', 'openid'],
		['oidcc-scope-phone', 'openid phone', 'openid'],
		['oidcc-scope-all', 'openid profile email address phone', 'openid profile email'],
		['oidcc-ensure-other-scope-order-succeeds', 'email profile openid', 'openid profile email'],
	])('%s', async (_module, scope, granted) => {
		const answer = await login({ scope });
		expect(answer.scope).toBe(granted);
		const { json } = await userinfo(answer.accessToken);
		expect(json).not.toHaveProperty('address');
		expect(json).not.toHaveProperty('phone_number');
	});
});

test.each([
	['oidcc-display-page', { display: 'page' }],
	['oidcc-display-popup', { display: 'popup' }],
	['oidcc-prompt-login', { prompt: 'login' }],
])('%s', async (_module, change) => {
	const { status, text } = await browse(change as Record<string, string>);
	expect([status, text.includes('Sign in to Grafana with Rocket.Chat.')]).toEqual([200, true]);
	await login(change as Record<string, string>);
});

describe('oidcc-prompt-none', () => {
	test('oidcc-prompt-none-not-logged-in', async () => {
		expect(await browse({ prompt: 'none' })).toMatchObject({ error: 'login_required', state: 'a state' });
	});

	test('oidcc-prompt-none-logged-in: nobody stays logged in', async () => {
		await login();
		expect(await browse({ prompt: 'none' })).toMatchObject({ error: 'login_required' });
	});
});

test.each([
	['oidcc-max-age-1', '1'],
	['oidcc-max-age-10000: auth_time is that of a new signature', '10000'],
])('%s', async (_module, max_age) => {
	const first = Number((await login()).payload.auth_time);
	on.site.workspace.clock.advance(2000);
	const second = Number((await login({ max_age })).payload.auth_time);
	expect(second).toBeGreaterThan(first);
});

test.each([
	['oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
	['oidcc-login-hint', { login_hint: 'bob@example.com' }],
	['oidcc-ui-locales', { ui_locales: 'se' }],
	['oidcc-claims-locales', { claims_locales: 'se' }],
	['oidcc-claims-essential', { claims: '{"userinfo":{"name":{"essential":true}}}' }],
])('%s', async (_module, change) => {
	expect((await login(change as Record<string, string>)).scope).toBe('openid');
});

test('oidcc-id-token-hint: taken, but no way past the signature', async () => {
	const { idToken } = await login();
	await login({ id_token_hint: idToken });
	const silent = await browse({ prompt: 'none', id_token_hint: idToken });
	expect(silent).toMatchObject({ error: 'login_required' });
});

test('oidcc-ensure-request-with-acr-values-succeeds', async () => {
	const { acr_values_supported: supported } = await metadata();
	const { payload } = await login({ acr_values: (supported as string[]).join(' ') });
	expect(supported).toContain(payload.acr);
});

test.each([
	['oidcc-codereuse', 0],
	['oidcc-codereuse-30seconds', 30_000],
])('%s', async (_module, wait) => {
	const { id: client_id, secret, redirectUri: redirect_uri } = GRAFANA;
	const code = await on.provider.code(erin, { client_id, redirect_uri });
	const redeem = () => on.provider.token({ code, redirect_uri }, basic(client_id, secret));
	const { json } = await redeem();
	on.site.workspace.clock.advance(wait);
	expect((await userinfo(String(json.access_token))).status).toBe(200);
	expect(await redeem()).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
	expect((await userinfo(String(json.access_token))).status).toBe(401);
});

test.each([
	['oidcc-ensure-registered-redirect-uri', { redirect_uri: 'https://grafana.example/other' }],
	['oidcc-ensure-redirect-uri-in-authorization-request', { redirect_uri: '' }],
])('%s', async (_module, change) => {
	const { status, headers, text } = await browse(change);
	expect([status, headers.get('location')]).toEqual([400, null]);
	expect(text).toContain('<h1>');
});

test('oidcc-ensure-post-request-succeeds', async () => {
	const { searchParams } = new URL(grafanaUrl({ nonce: 'by post' }));
	const { status, headers } = await on.provider.request(`${on.site.issuer}/authorize`, {
		method: 'POST',
		body: searchParams,
	});
	expect(status).toBe(303);
	const url = headers.get('location') ?? '';
	expect([...new URL(url).searchParams].sort()).toEqual([...searchParams].sort());
	const answer = await on.provider.postAnswer(await signOffer(erin, await on.provider.offer(url)), url);
	expect(answer.json.redirect).toContain(`${GRAFANA.redirectUri}?code=`);
});

test('oidcc-server-client-secret-post', async () => {
	const { id: client_id, secret: client_secret, redirectUri: redirect_uri } = GRAFANA;
	const code = await on.provider.code(erin, { client_id, redirect_uri });
	const answer = await on.provider.token({ code, redirect_uri, client_id, client_secret }, '');
	expect(answer).toMatchObject({ status: 200, json: { id_token: expect.any(String) } });
});

test.each([
	[
		'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported',
		{ request_uri: 'https://grafana.example/request.jwt' },
		'request_uri_not_supported',
	],
	[
		'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
		{ request: 'eyJhbGciOiJub25lIn0.e30.' },
		'request_not_supported',
	],
])('%s', async (_module, change, error) => {
	expect(await browse(change as Record<string, string>)).toMatchObject({ error });
});

test('oidcc-refresh-token', async () => {
	const { refreshToken, accessToken } = await login({ scope: 'openid offline_access', prompt: 'consent' });
	const fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
	const stolen = await on.provider.token(fields, basic(GITLAB.id, GITLAB.secret));
	expect(stolen).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
	const renewed = await on.provider.token(fields, basic(GRAFANA.id, GRAFANA.secret));
	expect(renewed).toMatchObject({ status: 200, json: { token_type: 'Bearer' } });
	expect(renewed.json.access_token).not.toBe(accessToken);
	expect(await userinfo(String(renewed.json.access_token))).toMatchObject({ json: { sub: erin.account } });
});

test('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
	const { id: client_id, secret, redirectUri: redirect_uri } = GRAFANA;
	const { code_challenge, code_verifier } = PKCE;
	const pkce = { code_challenge, code_challenge_method: 'S256' };
	const redeem = async (fields: Record<string, string>) => {
		const code = await on.provider.code(erin, { client_id, redirect_uri, ...pkce });
		return on.provider.token({ code, redirect_uri, ...fields }, basic(client_id, secret));
	};
	expect((await redeem({ code_verifier })).status).toBe(200);
	expect((await redeem({})).json.error).toBe('invalid_grant');
});
