import { type ChallengeSubject, NO_LINK } from '../login/challenge';
import type { Client } from './Client';
import { clientById } from './clients';
import { OAuthError } from './OAuthError';
import { type Parameters, type RawParameters, readParameters } from './parameters';
import { assertCodeChallenge } from './pkce';

const NAMES = [
	'client_id',
	'redirect_uri',
	'response_type',
	'response_mode',
	'scope',
	'state',
	'nonce',
	'prompt',
	'max_age',
	'ui_locales',
	'code_challenge',
	'code_challenge_method',
	'request',
	'request_uri',
	'ticket',
] as const;

/**
 * Where an authorization request may be answered to: a registered client and one of its redirect URIs.
 * Until this is known, a refusal is a page, never a redirect.
 */
export interface ReturnAddress {
	readonly client: Client;
	readonly redirectUri: string;
	readonly state: string;
	readonly parameters: Parameters<(typeof NAMES)[number]>;
}

/**
 * Reads whom an authorization request comes from (RFC 6749 3.1.2, RFC 9700 4.1.3).
 * @throws OAuthError unauthorized_client or invalid_request, for a page
 */
export function parseReturnAddress(query: RawParameters, clients: readonly Client[]): ReturnAddress {
	const parameters = readParameters(query, NAMES);
	const client = clientById(clients, parameters.client_id);
	if (!client.redirectUris.includes(parameters.redirect_uri)) {
		throw new OAuthError('redirect_uri');
	}
	return { client, redirectUri: parameters.redirect_uri, state: parameters.state, parameters };
}

/**
 * The query that says the same as a request that came as a form (OpenID Connect Core 3.1.2.1 wants both taken).
 * @throws OAuthError invalid_request when one parameter was sent twice, or is not a printable string
 */
export function queryOfForm(form: unknown): URLSearchParams {
	return new URLSearchParams(Object.entries(readParameters(form, NAMES)).filter(([, value]) => value !== ''));
}

/**
 * Checks the rest of an authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1).
 * @throws OAuthError that may be told to the return address by a redirect
 */
export function parseAuthorizationRequest({
	client,
	redirectUri,
	state,
	parameters,
}: ReturnAddress): ChallengeSubject {
	if (parameters.request !== '') {
		throw new OAuthError('request_object');
	}
	if (parameters.request_uri !== '') {
		throw new OAuthError('request_uri');
	}
	if (parameters.response_type !== 'code') {
		throw new OAuthError('response_type');
	}
	if (parameters.response_mode !== '' && parameters.response_mode !== 'query') {
		throw new OAuthError('response_mode');
	}
	assertCodeChallenge(parameters.code_challenge, parameters.code_challenge_method);
	if (client.secretHash === '' && parameters.code_challenge === '') {
		throw new OAuthError('pkce_required');
	}
	// The challenge carries it, and so does the code, which has to fit into a URL.
	if (parameters.nonce.length > LONGEST_NONCE) {
		throw new OAuthError('parameter', { name: 'nonce' });
	}
	assertPrompt(parameters.prompt);
	// However small: whoever comes has signed within the last minutes, and auth_time says when.
	if (!/^[0-9]{0,10}$/.test(parameters.max_age)) {
		throw new OAuthError('parameter', { name: 'max_age' });
	}
	return {
		clientId: client.id,
		redirectUri,
		state,
		codeChallenge: parameters.code_challenge,
		scope: grantedScope(parameters.scope, client),
		nonce: parameters.nonce,
		...NO_LINK,
	};
}

const LONGEST_NONCE = 512;

/** Every other value asks for no more than what happens anyway: a person looks at the request and signs. */
function assertPrompt(prompt: string): void {
	const values = prompt.split(' ');
	if (values.includes('none')) {
		throw values.length === 1 ? new OAuthError('login_required') : new OAuthError('prompt');
	}
}

/** What may be asked for; `offline_access` is for clients that the admin trusts (OpenID Connect Core 11). */
export const SCOPES = ['openid', 'profile', 'email', 'offline_access'];

/** The scopes we know among those asked for (RFC 6749 3.3: others are left out, and the token answer says so). */
function grantedScope(asked: string, { kind }: Client): string {
	const words = asked.split(' ');
	const granted = SCOPES.filter((scope) => words.includes(scope));
	return granted.filter((scope) => scope !== 'offline_access' || kind === 'trusted').join(' ');
}
