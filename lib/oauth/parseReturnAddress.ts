import type { Site } from '../provider/Site';
import type { Client } from './Client';
import { listRedirectUris } from './listRedirectUris';
import { OAuthError } from './OAuthError';
import { type Parameters, readParameters } from './parameters';

/** The parameters of an authorization request (RFC 6749 4.1.1, RFC 7636 4.3, OpenID Connect Core 3.1.2.1). */
export const AUTHORIZATION_PARAMETERS = [
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

type AuthorizationParameters = Parameters<(typeof AUTHORIZATION_PARAMETERS)[number]>;

/**
 * Where an authorization request may be answered to: a registered client and one of its redirect URIs.
 * Until this is known, a refusal is a page, never a redirect.
 */
export interface ReturnAddress {
	readonly client: Client;
	readonly redirectUri: string;
	readonly state: string | undefined;
	readonly parameters: AuthorizationParameters;
}

/**
 * Reads whom an authorization request comes from (RFC 6749 3.1.2, RFC 9700 4.1.3).
 * @throws OAuthError unauthorized_client or invalid_request, for a page: there is nobody to redirect to
 */
export function parseReturnAddress(query: unknown, clients: readonly Client[], site: Site): ReturnAddress {
	const parameters = readParameters(query, AUTHORIZATION_PARAMETERS);
	const client = clients.find(({ id }) => id === parameters.client_id);
	if (!client) {
		throw new OAuthError('client_unknown');
	}
	const redirectUri = parameters.redirect_uri;
	if (redirectUri === undefined || !listRedirectUris(client, site).includes(redirectUri)) {
		throw new OAuthError('redirect_uri');
	}
	return { client, redirectUri, state: parameters.state, parameters };
}
