import * as oauth from 'oauth4webapi';
import { Visitor } from 'rocketchat-app-workspace/visitor';
import { beforeAll, describe, expect, test } from 'vitest';
import { authorizeWithWallet } from '../../visitor/authorizeWithWallet';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { GITLAB, GRAFANA, NATIVE, trust } from './trustedClients';

const on = siteForTests();
const bob = walletNamed('bob of oauth4webapi');
/** The site of the tests has no certificate. */
const http = { [oauth.allowInsecureRequests]: true };

beforeAll(() => trust(on));

interface Registered {
	readonly client: oauth.Client;
	readonly authentication: oauth.ClientAuth;
	readonly redirectUri: string;
}

async function discover(): Promise<oauth.AuthorizationServer> {
	const issuer = new URL(on.site.issuer);
	const response = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...http });
	return oauth.processDiscoveryResponse(issuer, response);
}

/** Where the user comes back after the wallet has signed, as its examples begin. */
async function authorize(as: oauth.AuthorizationServer, { client, redirectUri }: Registered, scope: string) {
	const codeVerifier = oauth.generateRandomCodeVerifier();
	const state = oauth.generateRandomState();
	const nonce = oauth.generateRandomNonce();
	const url = new URL(as.authorization_endpoint ?? '');
	url.search = new URLSearchParams({
		client_id: client.client_id,
		redirect_uri: redirectUri,
		response_type: 'code',
		scope,
		code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
		code_challenge_method: 'S256',
		state,
		nonce,
	}).toString();
	const currentUrl = new URL(await authorizeWithWallet(new Visitor(on.site.url), url.href, bob));
	return { currentUrl, codeVerifier, state, nonce };
}

/** Checks what the redirect says and sends its code to the token endpoint. */
function redeem(
	as: oauth.AuthorizationServer,
	{ client, authentication, redirectUri }: Registered,
	{ currentUrl, codeVerifier, state }: Awaited<ReturnType<typeof authorize>>,
) {
	const callback = oauth.validateAuthResponse(as, client, currentUrl, state);
	return oauth.authorizationCodeGrantRequest(
		as,
		client,
		authentication,
		callback,
		redirectUri,
		codeVerifier,
		http,
	);
}

async function logIn(as: oauth.AuthorizationServer, registered: Registered, scope: string) {
	const authorized = await authorize(as, registered, scope);
	const response = await redeem(as, registered, authorized);
	const tokens = await oauth.processAuthorizationCodeResponse(as, registered.client, response, {
		expectedNonce: authorized.nonce,
		maxAge: 60,
		requireIdToken: true,
	});
	await oauth.validateApplicationLevelSignature(as, response, http);
	return { tokens, claims: oauth.getValidatedIdTokenClaims(tokens) };
}

const GRAFANA_BASIC: Registered = {
	client: { client_id: GRAFANA.id, id_token_signed_response_alg: 'RS256' },
	authentication: oauth.ClientSecretBasic(GRAFANA.secret),
	redirectUri: GRAFANA.redirectUri,
};

describe.each<[string, Registered]>([
	['RS256 and client_secret_basic', GRAFANA_BASIC],
	[
		'ES256 and client_secret_post',
		{
			client: { client_id: GITLAB.id, id_token_signed_response_alg: 'ES256' },
			authentication: oauth.ClientSecretPost(GITLAB.secret),
			redirectUri: GITLAB.redirectUri,
		},
	],
	[
		'RS256 and no secret',
		{ client: { client_id: NATIVE.id }, authentication: oauth.None(), redirectUri: NATIVE.redirectUri },
	],
])('oauth4webapi with %s', (_what, registered) => {
	const { client, authentication } = registered;

	test('takes every answer of a login, the signature included', async () => {
		const as = await discover();
		const { tokens, claims } = await logIn(as, registered, 'openid profile');
		expect(claims).toMatchObject({ sub: bob.account, aud: client.client_id });
		const response = await oauth.userInfoRequest(as, client, tokens.access_token, http);
		expect(await oauth.processUserInfoResponse(as, client, bob.account, response)).toMatchObject({
			account: bob.account,
			picture: `${on.site.issuer}/avatar?account=${bob.account}`,
		});
	});

	test('takes the answers to refresh and revocation', async () => {
		const as = await discover();
		const { tokens } = await logIn(as, registered, 'openid offline_access');
		const refresh = async (token = '') =>
			oauth.processRefreshTokenResponse(
				as,
				client,
				await oauth.refreshTokenGrantRequest(as, client, authentication, token, http),
			);
		const renewed = await refresh(tokens.refresh_token);
		expect(renewed.access_token).not.toBe(tokens.access_token);
		const revoked = await oauth.revocationRequest(as, client, authentication, renewed.access_token, http);
		expect(await oauth.processRevocationResponse(revoked)).toBeUndefined();
		await expect(refresh(renewed.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
	});
});

test('oauth4webapi takes the answers to introspection', async () => {
	const { client, authentication } = GRAFANA_BASIC;
	const as = await discover();
	const { tokens } = await logIn(as, GRAFANA_BASIC, 'openid');
	const introspect = async (token: string) =>
		oauth.processIntrospectionResponse(
			as,
			client,
			await oauth.introspectionRequest(as, client, authentication, token, http),
		);
	expect(await introspect(tokens.access_token)).toMatchObject({ active: true, client_id: GRAFANA.id });
	expect(await introspect('nonsense')).toEqual({ active: false });
});

describe('mix-up (RFC 9207)', () => {
	test('the redirect names its issuer, and oauth4webapi refuses it in the name of another, or of none', async () => {
		const { client } = GRAFANA_BASIC;
		const as = await discover();
		const { currentUrl, state } = await authorize(as, GRAFANA_BASIC, 'openid');
		const honest = { ...as, issuer: 'https://honest.example' };
		expect(oauth.validateAuthResponse(as, client, currentUrl, state).get('iss')).toBe(on.site.issuer);
		expect(() => oauth.validateAuthResponse(honest, client, currentUrl, state)).toThrow(/"iss"/);
		currentUrl.searchParams.delete('iss');
		expect(() => oauth.validateAuthResponse(as, client, currentUrl, state)).toThrow(/"iss"/);
	});

	test("an id_token for one client is refused by another client's library: aud", async () => {
		const as = await discover();
		const authorized = await authorize(as, GRAFANA_BASIC, 'openid');
		const response = await redeem(as, GRAFANA_BASIC, authorized);
		const another = { client_id: GITLAB.id };
		const taken = oauth.processAuthorizationCodeResponse(as, another, response, {
			expectedNonce: authorized.nonce,
		});
		await expect(taken).rejects.toThrow(/"aud"/);
	});
});

test.each([
	['oauth.ClientSecretBasic', oauth.ClientSecretBasic('not the secret')],
	['oauth.ClientSecretPost', oauth.ClientSecretPost('not the secret')],
	['oauth.None', oauth.None()],
])('oauth4webapi understands how a wrong secret is refused: %s', async (_name, authentication) => {
	await expect(logIn(await discover(), { ...GRAFANA_BASIC, authentication }, 'openid')).rejects.toMatchObject(
		{ name: 'WWWAuthenticateChallengeError', status: 401 },
	);
});
