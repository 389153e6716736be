import { sha256 } from '../keys/digest';
import type { Client } from '../oauth/Client';
import { OAuthError } from '../oauth/OAuthError';
import type { TokenGrant } from '../oauth/parseTokenRequest';
import { assertCodeVerifier } from '../oauth/pkce';
import type { Binding } from './Binding';

/**
 * Checks that a code belongs to the token request that brings it: its client, its redirect URI, its state when
 * one was sent, its PKCE verifier (RFC 6749 4.1.3, RFC 7636 4.6).
 * @throws OAuthError invalid_grant
 */
export function assertCodeBelongsTo(
	{ redirectUri, state, codeVerifier }: Extract<TokenGrant, { type: 'authorization_code' }>,
	client: Pick<Client, 'id'>,
	binding: Binding,
): void {
	if (binding.clientId !== client.id) {
		throw new OAuthError('code_of_another_client');
	}
	if (binding.redirectUri !== redirectUri) {
		throw new OAuthError('code_redirect_uri');
	}
	if (state !== undefined && binding.stateHash !== sha256(state)) {
		throw new OAuthError('code_state');
	}
	assertCodeVerifier(codeVerifier, binding.codeChallenge);
}
