import { readParameters } from './parameters';
import { AUTHORIZATION_PARAMETERS } from './parseReturnAddress';

/**
 * The query that says the same as an authorization request that came as a form (OpenID Connect Core 3.1.2.1 wants
 * both accepted).
 * @throws OAuthError invalid_request when one parameter was sent twice, or is not a printable string
 */
export function formToQuery(form: unknown): URLSearchParams {
	const sent = Object.entries(readParameters(form, AUTHORIZATION_PARAMETERS)).filter(
		(entry): entry is [string, string] => entry[1] !== undefined,
	);
	return new URLSearchParams(sent);
}
