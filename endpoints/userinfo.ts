import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { makeStores } from '../lib/host/Stores';
import { makeIdentityClaims } from '../lib/identity/claims';
import { activate, findIdentitySession } from '../lib/session/checkToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { readBearerToken } from './http/readBearerToken';
import { respondJson } from './http/responses';

/** Rocket.Chat's identity path. */
export class UserinfoEndpoint extends OAuthEndpoint {
	override path = 'userinfo';
	protected override readonly allow = 'GET, HEAD, OPTIONS';

	override onGet = async ({ request, read, persistence, now }: Call): Promise<IApiResponse> => {
		const token = readBearerToken(request, request.query);
		const stores = makeStores(read, persistence);
		const context = { ...(await this.loader.load(read, now)), stores, now };
		const open = await findIdentitySession(token, context);
		const [grant, issuer] = await Promise.all([activate(open, context), this.loader.loadIssuer(read)]);
		return respondJson(await makeIdentityClaims(grant, { ...context, issuer }, stores.wallets));
	};
}
