import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { openStores } from '../lib/host/openStores';
import { identityClaims } from '../lib/identity/claims';
import { activate, findIdentitySession } from '../lib/session/checkToken';
import { bearerToken } from './http/bearerToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { jsonResponse } from './http/responses';

/** Rocket.Chat's identity path. */
export class UserinfoEndpoint extends OAuthEndpoint {
	override path = 'userinfo';
	protected override readonly allow = 'GET, HEAD, OPTIONS';

	override onGet = async ({ request, read, persistence, now }: Call): Promise<IApiResponse> => {
		const token = bearerToken(request, request.query);
		const stores = openStores(read, persistence);
		const context = { ...(await this.loader.load(read, now)), stores, now };
		const open = await findIdentitySession(token, context);
		const [grant, issuer] = await Promise.all([activate(open, context), this.loader.loadIssuer(read)]);
		return jsonResponse(await identityClaims(grant, { ...context, issuer }, stores.wallets));
	};
}
