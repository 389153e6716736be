import { createHash } from 'node:crypto';
import type { Wallet } from '../../visitor/wallet';
import { type Answer, basic, type Provider } from '../provider';
import type { AnySite } from '../site';

/** A client with a secret, one that signs by the other algorithm, and one without a secret. */
export const GRAFANA = {
	id: 'grafana',
	secret: 'the secret of Grafana',
	redirectUri: 'https://grafana.example/cb',
};
export const GITLAB = {
	id: 'gitlab',
	secret: 'the secret of GitLab',
	redirectUri: 'https://gitlab.example/cb?x=1',
};
export const NATIVE = { id: 'native', redirectUri: 'http://127.0.0.1:9999/cb' };

export const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** The setting `trusted-clients` that names them. */
export const CLIENTS = [
	{
		client_id: GRAFANA.id,
		client_name: 'Grafana',
		redirect_uris: [GRAFANA.redirectUri],
		client_secret_sha256: sha256(GRAFANA.secret),
	},
	{
		client_id: GITLAB.id,
		client_name: 'GitLab',
		redirect_uris: [GITLAB.redirectUri],
		client_secret_sha256: sha256(GITLAB.secret),
		id_token_signed_response_alg: 'ES256',
	},
	{
		client_id: NATIVE.id,
		client_name: 'A native app',
		redirect_uris: [NATIVE.redirectUri],
		token_endpoint_auth_method: 'none',
	},
];

export async function trust(
	on: { readonly site: AnySite },
	clients: readonly object[] = CLIENTS,
): Promise<void> {
	await on.site.setting('trusted-clients', JSON.stringify(clients));
}

/** PKCE of RFC 7636 appendix B. */
export const PKCE = {
	code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
	code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
};

/** A whole login of a wallet at a client with a secret: what its token request is answered with. */
export async function logIn(
	{ provider }: { readonly provider: Provider },
	wallet: Wallet,
	client: typeof GRAFANA,
	change: Record<string, string> = {},
): Promise<Answer> {
	const request = { client_id: client.id, redirect_uri: client.redirectUri, scope: 'openid', ...change };
	const code = await provider.code(wallet, request);
	return provider.token({ code, redirect_uri: client.redirectUri }, basic(client.id, client.secret));
}
