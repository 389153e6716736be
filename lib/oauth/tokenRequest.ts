import { sha256 } from '../keys/digest';
import type { VerifiedChallenge } from '../login/verifyChallenge';
import type { ClientCredentials } from './Client';
import { parseClientCredentials } from './clientCredentials';
import { OAuthError } from './OAuthError';
import { type Parameters, readParameters } from './parameters';
import { assertCodeVerifier } from './pkce';

const NAMES = [
	'grant_type',
	'code',
	'redirect_uri',
	'state',
	'code_verifier',
	'refresh_token',
	'client_id',
	'client_secret',
] as const;

/** A token request whose client has said who it is, but has not yet been believed. */
export interface TokenRequest {
	readonly credentials: ClientCredentials;
	readonly parameters: Parameters<(typeof NAMES)[number]>;
	/** Whether any of them came in the query, where proxies log it. */
	readonly inQuery: boolean;
}

/**
 * Reads a token request (RFC 6749 4.1.3). Its parameters are in the body or, as some Rocket.Chat servers
 * and the Apps-Engine's client send them, all in the query; a name that comes in both is refused.
 * @throws OAuthError invalid_request, invalid_client
 */
export function readTokenRequest(query: unknown, body: unknown, authorization: string): TokenRequest {
	const fromQuery = readParameters(query, NAMES);
	const inBody = readParameters(body, NAMES);
	const merged = NAMES.map((name): [string, string] => {
		if (fromQuery[name] !== '' && inBody[name] !== '') {
			throw new OAuthError('parameter', { name });
		}
		return [name, inBody[name] || fromQuery[name]];
	});
	const parameters = Object.fromEntries(merged) as TokenRequest['parameters'];
	const inQuery = Object.values(fromQuery).some((value) => value !== '');
	return { credentials: parseClientCredentials(authorization, parameters), parameters, inQuery };
}

/**
 * Checks that a verified code belongs to this token request: its client, its redirect URI, its state when
 * one was sent, its PKCE verifier (RFC 6749 4.1.3, RFC 7636 4.6).
 * @throws OAuthError invalid_grant
 */
export function assertCodeBelongsTo(
	parameters: TokenRequest['parameters'],
	clientId: string,
	{ challenge }: VerifiedChallenge,
): void {
	if (challenge.clientId !== clientId) {
		throw new OAuthError('code_of_another_client');
	}
	if (challenge.redirectUri !== parameters.redirect_uri) {
		throw new OAuthError('code_redirect_uri');
	}
	if (parameters.state !== '' && challenge.stateHash !== sha256(parameters.state)) {
		throw new OAuthError('code_state');
	}
	assertCodeVerifier(parameters.code_verifier, challenge.codeChallenge);
}
