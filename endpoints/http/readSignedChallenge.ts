import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { parseSignedChallenge, type SignedChallenge } from '../../lib/login/SignedChallenge';

/**
 * The signed challenge that a request brings; undefined when it brings no JSON. A form of another site can't send JSON
 * unless the browser asks us first.
 * @throws OAuthError invalid_grant when it is malformed
 */
export function readSignedChallenge({ headers, content }: IApiRequest): SignedChallenge | undefined {
	const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
	return isJson ? parseSignedChallenge(content ?? {}) : undefined;
}
