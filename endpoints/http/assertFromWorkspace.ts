import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { OAuthError } from '../../lib/oauth/OAuthError';
import type { Site } from '../../lib/provider/Site';

/**
 * Refuses a POST that no page of the workspace has sent. Every browser names the origin of a POST; what else
 * it tells of where a request comes from (Fetch Metadata) has to agree.
 * @throws OAuthError access_denied
 */
export function assertFromWorkspace({ headers }: IApiRequest, { url }: Site): void {
	const { origin, 'sec-fetch-site': site = 'same-origin' } = headers;
	if (origin !== new URL(url).origin || site !== 'same-origin') {
		throw new OAuthError('frame_foreign_site');
	}
}
