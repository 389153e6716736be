import type { OAuthError } from './OAuthError';
import type { ReturnAddress } from './parseReturnAddress';

/** The URL that takes the visitor back with a code (RFC 6749 4.1.2, RFC 9207). */
export function formatCodeRedirect(to: ReturnAddress, code: string, issuer: string): string {
	return redirect(to, { code, iss: issuer });
}

/** The URL that takes the visitor back with a refusal (RFC 6749 4.1.2.1, RFC 9207). */
export function formatErrorRedirect(
	to: ReturnAddress,
	{ code, message }: OAuthError,
	issuer: string,
): string {
	return redirect(to, { error: code, error_description: message, iss: issuer });
}

function redirect({ redirectUri, state }: ReturnAddress, response: Record<string, string>): string {
	const parameters = { ...response, ...(state === undefined ? {} : { state }) };
	const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
	// Not by URLSearchParams, which would change a registered `?close`.
	return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query.join('&')}`;
}
