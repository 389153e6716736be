import { generateCodeVerifier, OAuth2Client, OAuth2Fetch } from '@badgateway/oauth2-client';
import { Visitor } from 'rocketchat-app-workspace/visitor';
import { beforeAll, expect, test } from 'vitest';
import { authorizeWithWallet } from '../../visitor/authorizeWithWallet';
import { siteForTests } from '../siteForTests';
import { walletNamed } from '../wallets';
import { GRAFANA, NATIVE, trust } from './trustedClients';

const on = siteForTests();
const carol = walletNamed('carol of @badgateway/oauth2-client');

beforeAll(() => trust(on));

/** As its README shows; it looks for the metadata at the host's root unless it is told where they are. */
function connect(clientId: string, clientSecret?: string): OAuth2Client {
	return new OAuth2Client({
		server: `${on.site.issuer}/`,
		clientId,
		...(clientSecret ? { clientSecret } : {}),
		discoveryEndpoint: `${on.site.issuer}/.well-known/oauth-authorization-server`,
	});
}

async function logIn(client: OAuth2Client, redirectUri: string) {
	const codeVerifier = await generateCodeVerifier();
	const state = 'some-string';
	const scope = ['openid', 'offline_access'];
	const url = await client.authorizationCode.getAuthorizeUri({ redirectUri, state, codeVerifier, scope });
	const location = await authorizeWithWallet(new Visitor(on.site.url), url, carol);
	return client.authorizationCode.getTokenFromCodeRedirect(location, { redirectUri, state, codeVerifier });
}

test.each([
	['with a secret', GRAFANA.id, GRAFANA.redirectUri, GRAFANA.secret],
	['without one', NATIVE.id, NATIVE.redirectUri, undefined],
])('@badgateway/oauth2-client %s logs in, refreshes and revokes', async (_what, id, redirectUri, secret) => {
	const client = connect(id, secret);
	const first = await logIn(client, redirectUri);
	expect(first).toMatchObject({ idToken: expect.any(String), scope: ['openid', 'offline_access'] });
	const second = await client.refreshToken(first);
	expect(second.accessToken).not.toBe(first.accessToken);
	await client.revoke(second);
	await expect(client.refreshToken(second)).rejects.toMatchObject({ oauth2Code: 'invalid_grant' });
});

test('@badgateway/oauth2-client introspects', async () => {
	const client = connect(GRAFANA.id, GRAFANA.secret);
	const token = await logIn(client, GRAFANA.redirectUri);
	expect(await client.introspect(token)).toMatchObject({ active: true, sub: carol.account });
});

test('its fetch wrapper reads the claims and renews a token that has expired', async () => {
	const client = connect(GRAFANA.id, GRAFANA.secret);
	const first = await logIn(client, GRAFANA.redirectUri);
	const wrapper = new OAuth2Fetch({ client, getNewToken: () => ({ ...first, expiresAt: 0 }) });
	const answer = await wrapper.fetch(`${on.site.issuer}/claims`);
	expect(await answer.json()).toMatchObject({ sub: carol.account });
	expect((await wrapper.getToken()).accessToken).not.toBe(first.accessToken);
});

test('a wrong secret is refused', async () => {
	const login = logIn(connect(GRAFANA.id, 'not the secret'), GRAFANA.redirectUri);
	await expect(login).rejects.toMatchObject({ oauth2Code: 'invalid_client', httpCode: 401 });
});
