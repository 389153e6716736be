import { type TextKey, type TextValues, text } from './texts';

/** RFC 6749 4.1.2.1 and 5.2, RFC 6750 3.1, OpenID Connect Core 3.1.2.6. */
export type OAuthErrorCode =
	| 'access_denied'
	| 'insufficient_scope'
	| 'invalid_client'
	| 'invalid_grant'
	| 'invalid_request'
	| 'invalid_scope'
	| 'invalid_token'
	| 'login_required'
	| 'request_not_supported'
	| 'request_uri_not_supported'
	| 'server_error'
	| 'temporarily_unavailable'
	| 'unauthorized_client'
	| 'unsupported_grant_type'
	| 'unsupported_response_type';

const STATUS: Partial<Record<OAuthErrorCode, number>> = {
	access_denied: 403,
	insufficient_scope: 403,
	invalid_client: 401,
	invalid_token: 401,
	server_error: 500,
	temporarily_unavailable: 503,
};

/**
 * A refusal: the code a client reads, the sentence a person reads, the HTTP status both come with.
 * Neither the sentence nor its values may hold anything secret: they reach pages, clients and logs.
 */
export class OAuthError extends Error {
	override readonly name = 'OAuthError';
	readonly status: number;

	constructor(
		readonly code: OAuthErrorCode,
		readonly key: TextKey,
		readonly values: TextValues = {},
	) {
		super(text(key, values));
		this.status = STATUS[code] ?? 400;
	}
}
