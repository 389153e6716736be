import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { OAuthError } from '../../lib/oauth/OAuthError';
import type { Language } from '../../lib/text/languages';
import { translate } from '../../lib/text/translate';

/** RFC 6749 5.1: no cache may keep tokens, or how to get them. */
const JSON_HEADERS = {
	'content-type': 'application/json; charset=utf-8',
	'cache-control': 'no-store',
	pragma: 'no-cache',
	'referrer-policy': 'no-referrer',
	'x-content-type-options': 'nosniff',
};

/** For what is public, and may be a minute old. */
export const MAY_BE_CACHED = { 'cache-control': 'public, max-age=60', pragma: '' };

/** A response whose content is JSON text: an object, the engine would encode, copy and log field by field. */
export function respondJson(
	content: object,
	status = 200,
	headers: Record<string, string> = {},
): IApiResponse {
	return { status, headers: { ...JSON_HEADERS, ...headers }, content: JSON.stringify(content) };
}

/** A refusal as JSON (RFC 6749 5.2, RFC 6750 3); the description is in ASCII as long as it is in English. */
export function respondError(error: OAuthError, language: Language = 'en'): IApiResponse {
	const description = translate(error.key, error.values, language);
	return respondJson(
		{ error: error.code, error_description: description },
		error.status,
		makeAuthenticateHeader(error),
	);
}

/** A redirect that no cache keeps, and that tells the next site nothing of this one. */
export function respondRedirect(location: string, status: 302 | 303 = 302): IApiResponse {
	return {
		status,
		headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
	};
}

/** RFC 9110 15.5.6. @param allow the methods that there are */
export function respondMethodNotAllowed(allow: string): IApiResponse {
	return respondJson({ error: 'invalid_request', error_description: `Use ${allow}.` }, 405, { allow });
}

/** RFC 9110 9.3.7. @param allow the methods that there are */
export function respondOptions(allow: string): IApiResponse {
	return { status: 204, headers: { allow } };
}

/** Every 401 names the scheme that would have helped (RFC 9110 11.6.1). */
function makeAuthenticateHeader(error: OAuthError): Record<string, string> {
	switch (error.code) {
		case 'invalid_client':
			return { 'www-authenticate': 'Basic realm="token"' };
		case 'invalid_token':
		case 'insufficient_scope':
			// RFC 6750 3.1: without a token there is nothing wrong with it.
			return {
				'www-authenticate':
					error.reason === 'token_missing' ? 'Bearer realm="claims"' : `Bearer error="${error.code}"`,
			};
		default:
			return {};
	}
}
