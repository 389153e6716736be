import { CLAIM_SCOPES } from '../identity/claims';
import { ACR, ID_TOKEN_CLAIMS } from '../identity/idToken';
import { SCOPES } from '../oauth/scopes';
import { LANGUAGES } from '../text/languages';

/**
 * What a client has to know about the provider (OpenID Connect Discovery 3, RFC 8414 2).
 * @param issuer the app's own address
 */
export function makeProviderMetadata(issuer: string) {
	const clientAuthentication = ['client_secret_basic', 'client_secret_post'];
	return {
		issuer,
		authorization_endpoint: `${issuer}/authorize`,
		token_endpoint: `${issuer}/token`,
		userinfo_endpoint: `${issuer}/claims`,
		jwks_uri: `${issuer}/jwks`,
		revocation_endpoint: `${issuer}/revoke`,
		introspection_endpoint: `${issuer}/introspect`,
		scopes_supported: SCOPES,
		response_types_supported: ['code'],
		response_modes_supported: ['query'],
		grant_types_supported: ['authorization_code', 'refresh_token'],
		subject_types_supported: ['public'],
		id_token_signing_alg_values_supported: ['RS256', 'ES256'],
		token_endpoint_auth_methods_supported: [...clientAuthentication, 'none'],
		revocation_endpoint_auth_methods_supported: [...clientAuthentication, 'none'],
		introspection_endpoint_auth_methods_supported: clientAuthentication,
		code_challenge_methods_supported: ['S256'],
		acr_values_supported: Object.values(ACR),
		claim_types_supported: ['normal'],
		claims_supported: [...Object.keys(CLAIM_SCOPES), ...ID_TOKEN_CLAIMS],
		claims_parameter_supported: false,
		request_parameter_supported: false,
		request_uri_parameter_supported: false,
		authorization_response_iss_parameter_supported: true,
		ui_locales_supported: LANGUAGES,
	};
}
