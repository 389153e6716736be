import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import type { HttpFor } from '../../lib/link/AppsOAuthClient';
import { InProcessHttp } from '../../lib/link/InProcessHttp';
import { openStores } from '../../lib/store/Stores';
import { toUnixSeconds } from '../../lib/time/UnixSeconds';
import type { RevokeEndpoint } from '../revoke';
import type { TokenEndpoint } from '../token';

/** HTTP by which the Apps-Engine's client reaches the app's own endpoints without leaving the process. */
export function inProcessEndpoints(token: TokenEndpoint, revoke: RevokeEndpoint): HttpFor {
	return (issuer, read, modify, persistence) => {
		const now = toUnixSeconds(Date.now());
		const stores = openStores(read, persistence);
		const call = (query: Record<string, string>) => {
			const request = {
				method: 'post',
				headers: {},
				query,
				params: {},
				content: {},
			} as unknown as IApiRequest;
			return { request, read, modify, persistence, now, stores };
		};
		return new InProcessHttp(issuer, {
			token: (query) => token.onPost(call(query)),
			revoke: (query) => revoke.onPost(call(query)),
		});
	};
}
