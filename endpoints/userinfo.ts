import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { makeIdentityClaims } from '../lib/identity/claims';
import { checkIdentityToken } from '../lib/session/checkToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { readBearerToken } from './http/readBearerToken';
import { respondJson } from './http/responses';

/** Rocket.Chat's identity path. */
export class UserinfoEndpoint extends OAuthEndpoint {
	override path = 'userinfo';
	protected override readonly allow = 'GET, HEAD, OPTIONS';

	override onGet = async (call: Call): Promise<IApiResponse> => {
		const token = readBearerToken(call.request, call.request.query);
		const context = await this.loader.loadContext(call, call.now);
		const grant = await checkIdentityToken(token, context);
		return respondJson(await makeIdentityClaims(grant, context));
	};
}
