import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { makeStores } from '../lib/host/Stores';
import { readParameters } from '../lib/oauth/parameters';
import { revokeToken } from '../lib/session/revokeToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { respondJson } from './http/responses';

/**
 * The revocation endpoint (RFC 7009): ends the session of an access or refresh token. Having a token is
 * enough to end it, so no client has to authenticate; an unknown token is answered like any other (RFC 7009 2.2).
 */
export class RevokeEndpoint extends OAuthEndpoint {
	override path = 'revoke';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { request, read, persistence, now } = call;
		// The Apps-Engine's client sends it in the query.
		const token =
			readParameters(request.content, ['token']).token ?? readParameters(request.query, ['token']).token;
		if (token !== undefined) {
			const keys = await this.loader.loadKeys(read, now);
			await revokeToken(token, { stores: makeStores(read, persistence), keys, now });
		}
		return respondJson({});
	};
}
