import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { claimsOf } from '../lib/identity/claims';
import { assertHasAccess, findWallet } from '../lib/identity/findWallet';
import { sha256 } from '../lib/keys/digest';
import { OAuthError } from '../lib/oauth/OAuthError';
import { bearerToken } from './http/bearerToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { jsonResponse } from './http/responses';

/**
 * Rocket.Chat's identity path. It answers to tokens of Rocket.Chat's own client only: whatever token it
 * accepts, Rocket.Chat turns into a login (`POST /api/v1/login`).
 */
export class UserinfoEndpoint extends OAuthEndpoint {
	override path = 'userinfo';
	protected override readonly allow = 'GET, HEAD, OPTIONS';

	override onGet = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const token = bearerToken(request, request.query);
		const [session, settings, keys] = await Promise.all([
			stores.sessions.byAccessHash(sha256(token)),
			this.loader.loadSettings(read, now),
			this.loader.loadKeys(read, now),
		]);
		if (!session || now >= session.accessExpiresAt || session.clientId !== settings.clientId) {
			throw new OAuthError('token_unknown');
		}
		const [wallet, issuer] = await Promise.all([
			findWallet(session.account, stores, { keys, settings }),
			this.loader.loadIssuer(read),
		]);
		// A newcomer was counted at the token.
		assertHasAccess(wallet, settings);
		const creator = wallet.user && wallet.linked ? await stores.wallets.creatorOf(wallet.user.id) : undefined;
		return jsonResponse(claimsOf(wallet, creator, settings, keys, issuer));
	};
}
