import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { makeOpenIdClaims } from '../lib/identity/claims';
import { checkClaimsToken } from '../lib/session/checkToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { readBearerToken } from './http/readBearerToken';
import { respondJson } from './http/responses';

/** OpenID Connect's userinfo_endpoint (Core 5.3), for the tokens of every client. */
export class ClaimsEndpoint extends OAuthEndpoint {
	override path = 'claims';
	protected override readonly allow = 'GET, HEAD, POST, OPTIONS';
	protected override readonly crossOrigin = true;

	override onGet = (call: Call): Promise<IApiResponse> => this.claims(call, {});
	override onPost = (call: Call): Promise<IApiResponse> => this.claims(call, call.request.content);

	private async claims(call: Call, parameters: unknown): Promise<IApiResponse> {
		const token = readBearerToken(call.request, parameters);
		const context = await this.loader.loadContext(call, call.now);
		return respondJson(makeOpenIdClaims(await checkClaimsToken(token, context), context));
	}
}
