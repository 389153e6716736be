import type { ClientCredentials } from './Client';
import { OAuthError } from './OAuthError';
import type { Parameters } from './parameters';

/** Also without its first word: some Rocket.Chat servers around 6.0 sent the value alone. */
const BASIC = /^(?:basic +)?([A-Za-z0-9+/]+={0,2})$/i;

/**
 * Reads who a client says it is (RFC 6749 2.3.1): in the Authorization header, or else in the parameters.
 * @throws OAuthError invalid_request when both are there, invalid_client when neither is
 */
export function parseClientCredentials(
	authorization: string | undefined,
	{ client_id: id, client_secret: secret }: Parameters<'client_id' | 'client_secret'>,
): ClientCredentials {
	if (!authorization) {
		if (id === undefined) {
			throw new OAuthError('client_credentials');
		}
		return { id, secrets: secret === undefined ? [] : [secret] };
	}
	const basic = parseBasic(authorization);
	if (secret !== undefined || (id !== undefined && id !== basic.id)) {
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
	// Some libraries send a plus as it is; those that encode forms by the letter mean a space by it.
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
