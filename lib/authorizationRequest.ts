import type { ChallengeSubject } from './challenge';
import { type Client, clientById } from './clients';
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
export function returnAddress(query: RawParameters, clients: readonly Client[]): ReturnAddress {
	const parameters = readParameters(query, NAMES);
	const client = clientById(clients, parameters.client_id);
	if (!client.redirectUris.includes(parameters.redirect_uri)) {
		throw new OAuthError('invalid_request', 'error_redirect_uri');
	}
	return { client, redirectUri: parameters.redirect_uri, state: parameters.state, parameters };
}

/**
 * Checks the rest of an authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1).
 * @throws OAuthError that may be told to the return address by a redirect
 */
export function authorizationRequest({
	client,
	redirectUri,
	state,
	parameters,
}: ReturnAddress): ChallengeSubject {
	if (parameters.request !== '' || parameters.request_uri !== '') {
		throw new OAuthError('invalid_request', 'error_request_object');
	}
	if (parameters.response_type !== 'code') {
		throw new OAuthError('unsupported_response_type', 'error_response_type');
	}
	if (parameters.response_mode !== '' && parameters.response_mode !== 'query') {
		throw new OAuthError('invalid_request', 'error_response_mode');
	}
	assertCodeChallenge(parameters.code_challenge, parameters.code_challenge_method);
	if (parameters.prompt.split(' ').includes('none')) {
		throw new OAuthError('login_required', 'error_login_required');
	}
	return {
		clientId: client.id,
		redirectUri,
		state,
		codeChallenge: parameters.code_challenge,
		scope: grantedScope(parameters.scope),
		nonce: parameters.nonce,
		...NO_LINK,
	};
}

const NO_LINK = { linkUserId: '', linkUsername: '', ticketHash: '' };

const SCOPES = ['openid', 'profile', 'email'];

/** The scopes we know among those asked for (RFC 6749 3.3: others are left out, and the token answer says so). */
function grantedScope(asked: string): string {
	const words = asked.split(' ');
	return SCOPES.filter((scope) => words.includes(scope)).join(' ');
}
