import { areSecretsEqual, sha256 } from '../keys/digest';
import { OAuthError } from './OAuthError';

const CODE_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const CODE_VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/**
 * Checks PKCE's part of an authorization request (RFC 7636 4.3): S256 only, as `plain` protects nothing.
 * @throws OAuthError invalid_request
 */
export function assertCodeChallenge(codeChallenge: string | undefined, method: string | undefined): void {
	const isAbsent = codeChallenge === undefined && method === undefined;
	if (!isAbsent && (method !== 'S256' || !CODE_CHALLENGE.test(codeChallenge ?? ''))) {
		throw new OAuthError('pkce_method');
	}
}

/**
 * Checks PKCE's part of a token request (RFC 7636 4.6, and RFC 9700 2.1.1 against downgrades: a verifier
 * without a challenge is refused too).
 * @throws OAuthError invalid_grant
 */
export function assertCodeVerifier(
	codeVerifier: string | undefined,
	codeChallenge: string | undefined,
): void {
	if (codeVerifier === undefined && codeChallenge === undefined) {
		return;
	}
	const isVerifier = codeVerifier !== undefined && CODE_VERIFIER.test(codeVerifier);
	if (!isVerifier || codeChallenge === undefined || !areSecretsEqual(sha256(codeVerifier), codeChallenge)) {
		throw new OAuthError('pkce_verifier');
	}
}
