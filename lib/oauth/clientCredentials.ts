import type { ClientCredentials } from './Client';
import { OAuthError } from './OAuthError';

/** Also without its first word: some Rocket.Chat servers around 6.0 sent the value alone. */
const BASIC = /^(?:basic +)?([A-Za-z0-9+/]+={0,2})$/i;

/**
 * Finds who a client says it is (RFC 6749 2.3.1): in the Authorization header, or else in the parameters.
 * @throws OAuthError invalid_request when it says so twice, invalid_client when it does not say so at all
 */
export function parseClientCredentials(
	authorization: string,
	parameters: { readonly client_id: string; readonly client_secret: string },
): ClientCredentials {
	const { client_id: id, client_secret: secret } = parameters;
	if (authorization === '') {
		if (id === '') {
			throw new OAuthError('client_credentials');
		}
		return { id, secrets: secret === '' ? [] : [secret] };
	}
	const basic = parseBasic(authorization);
	if (secret !== '' || (id !== '' && id !== basic.id)) {
		throw new OAuthError('client_twice');
	}
	return basic;
}

function parseBasic(authorization: string): ClientCredentials {
	const [, encoded = ''] = BASIC.exec(authorization) ?? [];
	const decoded = Buffer.from(encoded, 'base64').toString('utf8');
	const colon = decoded.indexOf(':');
	if (colon < 1) {
		throw new OAuthError('client_credentials');
	}
	const secret = decoded.slice(colon + 1);
	// A plus is itself to some libraries, and a space to those that encode forms by the letter.
	const spellings = [secret, decodeForm(secret), decodeForm(secret.replaceAll('+', ' '))];
	return { id: decodeForm(decoded.slice(0, colon)), secrets: [...new Set(spellings)] };
}

/** RFC 6749 2.3.1; what is not encoded stays as it is. */
function decodeForm(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
