import type { TextKey } from '../text/translate';

/** RFC 6749 4.1.2.1 and 5.2, RFC 6750 3.1, OpenID Connect Core 3.1.2.6. */
export type OAuthErrorCode =
	| 'access_denied'
	| 'insufficient_scope'
	| 'invalid_client'
	| 'invalid_grant'
	| 'invalid_request'
	| 'invalid_token'
	| 'login_required'
	| 'request_not_supported'
	| 'request_uri_not_supported'
	| 'server_error'
	| 'temporarily_unavailable'
	| 'unauthorized_client'
	| 'unsupported_grant_type'
	| 'unsupported_response_type';

/** Who can do something about an error: the person who logs in, the workspace's admin, or who develops the client. */
type ErrorReader = 'visitor' | 'admin' | 'developer';

export interface ErrorDefinition {
	readonly code: OAuthErrorCode;
	readonly text: TextKey;
	readonly reader: ErrorReader;
	/** HTTP status, where it is not that of the code. */
	readonly status?: number;
}

/** HTTP status of a code; 400 for the others. */
const STATUS: Partial<Record<OAuthErrorCode, number>> = {
	access_denied: 403,
	insufficient_scope: 403,
	invalid_client: 401,
	invalid_token: 401,
	server_error: 500,
	temporarily_unavailable: 503,
};

/** The HTTP status of a refusal. */
export function getErrorStatus({ code, status }: ErrorDefinition): number {
	return status ?? STATUS[code] ?? 400;
}

/** Every refusal there is. A name stands for one code and one text, so that no throw can pair them wrongly. */
export const ERRORS = {
	access_linked: visitor('access_denied', 'error_access_linked'),
	access_listed: visitor('access_denied', 'error_access_listed'),
	account: developer('invalid_request', 'error_account'),
	cancelled: visitor('access_denied', 'error_cancelled'),
	challenge_expired: visitor('invalid_grant', 'error_challenge_expired'),
	challenge_of_another_request: visitor('invalid_request', 'error_challenge_of_another_request'),
	challenge_unknown: visitor('invalid_grant', 'error_challenge_unknown'),
	client_credentials: developer('invalid_client', 'error_client_credentials'),
	client_twice: developer('invalid_request', 'error_client_twice'),
	client_unknown: admin('unauthorized_client', 'error_client_unknown'),
	code_expired: visitor('invalid_grant', 'error_code_expired'),
	code_malformed: visitor('invalid_grant', 'error_code_malformed'),
	code_of_another_client: developer('invalid_grant', 'error_code_of_another_client'),
	code_redirect_uri: developer('invalid_grant', 'error_code_redirect_uri'),
	code_state: developer('invalid_grant', 'error_code_state'),
	code_used: visitor('invalid_grant', 'error_code_used'),
	frame_expired: visitor('invalid_token', 'error_frame'),
	frame_foreign_site: visitor('access_denied', 'error_frame'),
	frame_no_user: visitor('access_denied', 'error_frame_no_user'),
	frame_off: { ...admin('temporarily_unavailable', 'error_frame_off'), status: 404 },
	frame_not_set_up: admin('temporarily_unavailable', 'error_frame_not_set_up'),
	grant_type: developer('unsupported_grant_type', 'error_grant_type'),
	json_only: developer('invalid_request', 'error_json_only'),
	link_state: visitor('access_denied', 'error_link_state'),
	login_required: developer('login_required', 'error_login_required'),
	login_token: admin('server_error', 'error_login_token'),
	no_master_key: visitor('temporarily_unavailable', 'error_no_master_key'),
	other_browser: visitor('access_denied', 'error_other_browser'),
	parameter: developer('invalid_request', 'error_parameter'),
	parameters_in_query: developer('invalid_request', 'error_parameters_in_query'),
	pkce_method: developer('invalid_request', 'error_pkce_method'),
	pkce_required: developer('invalid_request', 'error_pkce_required'),
	pkce_verifier: developer('invalid_grant', 'error_pkce_verifier'),
	prompt: developer('invalid_request', 'error_prompt'),
	redirect_uri: admin('invalid_request', 'error_redirect_uri'),
	refresh_token_unknown: developer('invalid_grant', 'error_refresh_token_unknown'),
	refresh_token_used: developer('invalid_grant', 'error_refresh_token_used'),
	request_object: developer('request_not_supported', 'error_request_object'),
	request_uri: developer('request_uri_not_supported', 'error_request_object'),
	response_mode: developer('invalid_request', 'error_response_mode'),
	response_type: developer('unsupported_response_type', 'error_response_type'),
	scope_openid: developer('insufficient_scope', 'error_scope_openid'),
	server: visitor('server_error', 'error_server'),
	signature_wrong: visitor('invalid_grant', 'error_signature_wrong'),
	site_url: admin('server_error', 'error_site_url'),
	ticket: visitor('access_denied', 'error_ticket'),
	token_missing: developer('invalid_token', 'error_token_missing'),
	token_twice: developer('invalid_request', 'error_token_twice'),
	token_unknown: developer('invalid_token', 'error_token_unknown'),
	too_many_new_users: visitor('access_denied', 'error_too_many_new_users'),
	user_deactivated: visitor('access_denied', 'error_user_deactivated'),
	user_deleted: visitor('access_denied', 'error_user_deleted'),
	wallet_blocked: visitor('access_denied', 'error_wallet_blocked'),
	wallet_of_another: visitor('access_denied', 'error_wallet_of_another'),
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorName = keyof typeof ERRORS;

function visitor(code: OAuthErrorCode, text: TextKey): ErrorDefinition {
	return { code, text, reader: 'visitor' };
}

function admin(code: OAuthErrorCode, text: TextKey): ErrorDefinition {
	return { code, text, reader: 'admin' };
}

function developer(code: OAuthErrorCode, text: TextKey): ErrorDefinition {
	return { code, text, reader: 'developer' };
}
