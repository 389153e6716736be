import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { parseSignedChallenge, type SignedChallenge } from '../../lib/login/authorizationCode';
import { OAuthError } from '../../lib/oauth/OAuthError';

/** Whether a request brings JSON, which a form of another site can't send without the browser asking us first. */
export function isJson({ headers }: IApiRequest): boolean {
	return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

/**
 * The signed answer that a request brings.
 * @throws OAuthError invalid_request for anything but JSON, invalid_grant when it is no answer
 */
export function signedBody(request: IApiRequest): SignedChallenge {
	if (!isJson(request)) {
		throw new OAuthError('json_only');
	}
	const body = (request.content ?? {}) as Record<string, unknown>;
	return parseSignedChallenge(body.timestamp, body.account, body.signature, body.chainId, body.challenge);
}
