import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { parseSignedChallenge, type SignedChallenge } from '../../lib/login/SignedChallenge';
import { OAuthError } from '../../lib/oauth/OAuthError';

/** Whether a request brings JSON, which a form of another site can't send unless the browser asks us first. */
export function isJson({ headers }: IApiRequest): boolean {
	return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

/**
 * The signed challenge that a request brings.
 * @throws OAuthError invalid_request for anything but JSON, invalid_grant when it is malformed
 */
export function readSignedChallenge(request: IApiRequest): SignedChallenge {
	if (!isJson(request)) {
		throw new OAuthError('json_only');
	}
	return parseSignedChallenge(request.content ?? {});
}
