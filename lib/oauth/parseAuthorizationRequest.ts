import type { Client } from './Client';
import { OAuthError } from './OAuthError';
import type { ReturnAddress } from './parseReturnAddress';
import { assertCodeChallenge } from './pkce';
import { parseScopes, type Scopes } from './scopes';

/** A well-formed authorization request (RFC 6749 4.1.1). */
export interface AuthorizationRequest {
	readonly client: Client;
	readonly redirectUri: string;
	readonly state: string | undefined;
	/** PKCE, method S256 (RFC 7636). */
	readonly codeChallenge: string | undefined;
	/** What is granted, which may be less than what was asked for. */
	readonly scopes: Scopes;
	/** OpenID Connect Core 3.1.2.1. */
	readonly nonce: string | undefined;
}

/** The code carries the nonce, and has to fit into a URL. */
const MAX_NONCE_LENGTH = 512;

/**
 * Checks what an authorization request says besides where it comes from (RFC 6749 4.1.1, RFC 7636 4.3,
 * OpenID Connect Core 3.1.2.1).
 * @throws OAuthError that may be sent to the return address by a redirect
 */
export function parseAuthorizationRequest(address: ReturnAddress): AuthorizationRequest {
	const { client, redirectUri, state, parameters } = address;
	if (parameters.request !== undefined) {
		throw new OAuthError('request_object');
	}
	if (parameters.request_uri !== undefined) {
		throw new OAuthError('request_uri');
	}
	if (parameters.response_type !== 'code') {
		throw new OAuthError('response_type');
	}
	if (parameters.response_mode !== undefined && parameters.response_mode !== 'query') {
		throw new OAuthError('response_mode');
	}
	assertCodeChallenge(parameters.code_challenge, parameters.code_challenge_method);
	if (client.authentication.method === 'none' && parameters.code_challenge === undefined) {
		throw new OAuthError('pkce_required');
	}
	if ((parameters.nonce ?? '').length > MAX_NONCE_LENGTH) {
		throw new OAuthError('parameter', { name: 'nonce' });
	}
	assertPrompt(parameters.prompt);
	// However small: the person has signed within the last minutes, and auth_time says when.
	if (!/^[0-9]{0,10}$/.test(parameters.max_age ?? '')) {
		throw new OAuthError('parameter', { name: 'max_age' });
	}
	return {
		client,
		redirectUri,
		state,
		codeChallenge: parameters.code_challenge,
		scopes: grantedScopes(parameters.scope ?? '', client),
		nonce: parameters.nonce,
	};
}

/** Every other value asks for no more than what happens anyway: a person looks at the request and signs. */
function assertPrompt(prompt = ''): void {
	const values = prompt.split(' ');
	if (values.includes('none')) {
		throw new OAuthError(values.length === 1 ? 'login_required' : 'prompt');
	}
}

/** `offline_access` is for clients that the admin trusts (OpenID Connect Core 11). */
function grantedScopes(asked: string, { kind }: Client): Scopes {
	const scopes = [...parseScopes(asked)];
	return new Set(scopes.filter((scope) => scope !== 'offline_access' || kind === 'trusted'));
}
