import * as client from 'openid-client';
import { Visitor } from 'rocketchat-app-workspace/visitor';
import { beforeAll, describe, expect, test } from 'vitest';
import { authorizeWithWallet } from '../../visitor/authorizeWithWallet';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { GRAFANA, NATIVE, trust } from './trustedClients';

const on = siteForTests();
const alice = walletNamed('alice of openid-client');

beforeAll(() => trust(on));

/** As its README shows, but for http: the site of the tests has no certificate. */
function discover(clientId: string, secret?: string, authentication?: client.ClientAuth) {
	return client.discovery(new URL(on.site.issuer), clientId, secret, authentication, {
		execute: [client.allowInsecureRequests],
	});
}

/** The authorization code flow of its README, with a wallet in the user's place. */
async function logIn(config: client.Configuration, redirect_uri: string, scope: string) {
	const pkceCodeVerifier = client.randomPKCECodeVerifier();
	const expectedState = client.randomState();
	const expectedNonce = client.randomNonce();
	const redirectTo = client.buildAuthorizationUrl(config, {
		redirect_uri,
		scope,
		code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
		code_challenge_method: 'S256',
		state: expectedState,
		nonce: expectedNonce,
		max_age: '60',
	});
	const currentUrl = await authorizeWithWallet(new Visitor(on.site.url), redirectTo.href, alice);
	return client.authorizationCodeGrant(config, new URL(currentUrl), {
		pkceCodeVerifier,
		expectedState,
		expectedNonce,
		maxAge: 60,
		idTokenExpected: true,
	});
}

describe.each([
	['client_secret_post', client.ClientSecretPost(GRAFANA.secret)],
	['client_secret_basic', client.ClientSecretBasic(GRAFANA.secret)],
])('openid-client with %s', (_method, authentication) => {
	const connect = () => discover(GRAFANA.id, GRAFANA.secret, authentication);

	test('logs in and reads the claims', async () => {
		const config = await connect();
		expect(config.serverMetadata().supportsPKCE()).toBe(true);
		const tokens = await logIn(config, GRAFANA.redirectUri, 'openid profile');
		expect(tokens.claims()).toMatchObject({ sub: alice.account, amr: ['pop'] });
		const userinfo = await client.fetchUserInfo(config, tokens.access_token, alice.account);
		expect(userinfo).toMatchObject({ sub: alice.account, preferred_username: expect.stringMatching(/^0x/) });
	});

	test('refreshes, introspects and revokes', async () => {
		const config = await connect();
		const first = await logIn(config, GRAFANA.redirectUri, 'openid offline_access');
		const second = await client.refreshTokenGrant(config, first.refresh_token ?? '');
		expect(second.refresh_token).not.toBe(first.refresh_token);
		expect(await client.tokenIntrospection(config, first.access_token)).toEqual({ active: false });
		expect(await client.tokenIntrospection(config, second.access_token)).toMatchObject({
			active: true,
			sub: alice.account,
		});
		await client.tokenRevocation(config, second.access_token);
		expect(await client.tokenIntrospection(config, second.access_token)).toEqual({ active: false });
		await expect(client.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toMatchObject({
			error: 'invalid_grant',
		});
	});
});

test('openid-client without a secret logs in by PKCE, and revokes', async () => {
	const config = await discover(NATIVE.id, undefined, client.None());
	const tokens = await logIn(config, NATIVE.redirectUri, 'openid');
	expect(tokens.claims()?.sub).toBe(alice.account);
	await client.tokenRevocation(config, tokens.access_token);
	await expect(client.fetchUserInfo(config, tokens.access_token, alice.account)).rejects.toThrow();
});

test('openid-client is told of a refusal: prompt=none', async () => {
	const config = await discover(GRAFANA.id, GRAFANA.secret);
	const url = client.buildAuthorizationUrl(config, {
		redirect_uri: GRAFANA.redirectUri,
		scope: 'openid',
		prompt: 'none',
	});
	const { location = '' } = await new Visitor(on.site.url).get(url.href, { Accept: 'text/html' });
	await expect(client.authorizationCodeGrant(config, new URL(location))).rejects.toMatchObject({
		error: 'login_required',
	});
});

test('openid-client with a wrong secret is refused', async () => {
	const config = await discover(GRAFANA.id, 'not the secret');
	await expect(logIn(config, GRAFANA.redirectUri, 'openid')).rejects.toMatchObject({
		status: 401,
		code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
	});
});
