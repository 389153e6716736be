import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { makeStores } from '../lib/host/Stores';
import { makeOpenIdClaims } from '../lib/identity/claims';
import { activate, findClaimsSession } from '../lib/session/checkToken';
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

	private async claims(
		{ request, read, persistence, now }: Call,
		parameters: unknown,
	): Promise<IApiResponse> {
		const token = readBearerToken(request, parameters);
		const stores = makeStores(read, persistence);
		const context = { ...(await this.loader.load(read, now)), stores, now };
		const open = await findClaimsSession(token, context);
		const [grant, issuer] = await Promise.all([activate(open, context), this.loader.loadIssuer(read)]);
		return respondJson(makeOpenIdClaims(grant, { ...context, issuer }));
	}
}
