import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { openIdClaimsOf } from '../lib/identity/claims';
import { assertHasAccess, findWallet } from '../lib/identity/findWallet';
import { sha256 } from '../lib/keys/digest';
import { OAuthError } from '../lib/oauth/OAuthError';
import { bearerToken } from './http/bearerToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { jsonResponse } from './http/responses';

/** OpenID Connect's userinfo_endpoint (Core 5.3), for the tokens of every client. */
export class ClaimsEndpoint extends OAuthEndpoint {
	override path = 'claims';
	protected override readonly allow = 'GET, HEAD, POST, OPTIONS';
	protected override readonly crossOrigin = true;

	override onGet = (call: Call): Promise<IApiResponse> => this.claims(call, {});
	override onPost = (call: Call): Promise<IApiResponse> => this.claims(call, call.request.content);

	private async claims({ request, read, now, stores }: Call, parameters: unknown): Promise<IApiResponse> {
		const token = bearerToken(request, parameters);
		const [session, { workspace, settings, keys, clients }] = await Promise.all([
			stores.sessions.byAccessHash(sha256(token)),
			this.loader.load(read, now),
		]);
		const isKnown = session && clients.some(({ id }) => id === session.clientId);
		if (!isKnown || now >= session.accessExpiresAt) {
			throw new OAuthError('token_unknown');
		}
		if (!session.scope.split(' ').includes('openid')) {
			throw new OAuthError('scope_openid');
		}
		const wallet = await findWallet(session.account, stores, { keys, settings });
		assertHasAccess(wallet, settings);
		return jsonResponse(openIdClaimsOf(wallet, session.scope, settings, keys, workspace.issuer));
	}
}
