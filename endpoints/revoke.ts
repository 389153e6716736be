import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { sha256 } from '../lib/keys/digest';
import { readParameters } from '../lib/oauth/parameters';
import { codeIsDeadAt } from '../lib/session/Session';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { jsonResponse } from './http/responses';

/**
 * The revocation endpoint (RFC 7009): ends the session of an access or refresh token. Whoever has a token may
 * end it, so no client has to say who it is; an unknown token is answered like any other (RFC 7009 2.2).
 */
export class RevokeEndpoint extends OAuthEndpoint {
	override path = 'revoke';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async ({ request, now, stores: { sessions } }: Call): Promise<IApiResponse> => {
		// The Apps-Engine's client sends it in the query.
		const token =
			readParameters(request.content, ['token']).token || readParameters(request.query, ['token']).token;
		if (token !== '') {
			const hash = sha256(token);
			const [byAccess, byRefresh] = await Promise.all([
				sessions.byAccessHash(hash),
				sessions.byRefreshHash(hash),
			]);
			const jti = byAccess?.jti ?? byRefresh?.jti;
			if (jti) {
				await sessions.end(jti, codeIsDeadAt(now));
			}
		}
		return jsonResponse({});
	};
}
