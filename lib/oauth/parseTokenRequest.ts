import type { ClientCredentials } from './Client';
import { OAuthError } from './OAuthError';
import { type Parameters, readParameters } from './parameters';
import { parseClientCredentials } from './parseClientCredentials';

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

/** What a client wants tokens for (RFC 6749 4.1.3 and 6). */
export type TokenGrant =
	| {
			readonly type: 'authorization_code';
			readonly code: string;
			readonly redirectUri: string | undefined;
			/** Some of Rocket.Chat's clients send it here, too. */
			readonly state: string | undefined;
			readonly codeVerifier: string | undefined;
	  }
	| { readonly type: 'refresh_token'; readonly refreshToken: string }
	| { readonly type: 'unsupported' };

/** A token request whose client has said who it is, but has not yet proved it. */
export interface TokenRequest {
	readonly credentials: ClientCredentials;
	readonly grant: TokenGrant;
	/** Whether any of it came in the query, where proxies log it. */
	readonly isInQuery: boolean;
}

/**
 * Reads a token request (RFC 6749 4.1.3). Its parameters are in the body or, as some Rocket.Chat servers
 * and the Apps-Engine's client send them, all in the query; a name that comes in both is refused.
 * @throws OAuthError invalid_request, invalid_client
 */
export function parseTokenRequest(request: {
	readonly query: unknown;
	readonly body: unknown;
	readonly authorization: string | undefined;
}): TokenRequest {
	const inQuery = readParameters(request.query, NAMES);
	const inBody = readParameters(request.body, NAMES);
	const twice = NAMES.find((name) => inQuery[name] !== undefined && inBody[name] !== undefined);
	if (twice) {
		throw new OAuthError('parameter', { name: twice });
	}
	const merged = NAMES.map((name) => [name, inBody[name] ?? inQuery[name]]);
	const parameters = Object.fromEntries(merged) as Parameters<(typeof NAMES)[number]>;
	return {
		credentials: parseClientCredentials(request.authorization, parameters),
		grant: parseGrant(parameters),
		isInQuery: Object.values(inQuery).some((value) => value !== undefined),
	};
}

function parseGrant(parameters: Parameters<(typeof NAMES)[number]>): TokenGrant {
	const { grant_type: type, code = '', refresh_token: refreshToken = '' } = parameters;
	switch (type) {
		case 'authorization_code': {
			const { redirect_uri: redirectUri, state, code_verifier: codeVerifier } = parameters;
			return { type, code, redirectUri, state, codeVerifier };
		}
		case 'refresh_token':
			return { type, refreshToken };
		default:
			return { type: 'unsupported' };
	}
}
