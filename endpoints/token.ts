import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { parseCode } from '../lib/authorizationCode';
import { authenticateClient, type Client, lifetimesOf } from '../lib/clients';
import { OAuthError } from '../lib/OAuthError';
import { assertNotRedeemed, redeemCode } from '../lib/redeemCode';
import { renewSession, sessionToRenew } from '../lib/renewSession';
import type { IssuedTokens } from '../lib/session';
import type { Provider } from '../lib/store/ProviderLoader';
import type { Stores } from '../lib/store/Stores';
import type { UnixSeconds } from '../lib/time';
import { assertCodeBelongsTo, readTokenRequest, type TokenRequest } from '../lib/tokenRequest';
import { verifyAnswer } from '../lib/verifyAnswer';
import { assertMayUse, findWalletUser } from '../lib/walletUser';
import { jsonAnswer } from './answers';
import { type Call, OAuthEndpoint } from './OAuthEndpoint';

/** The token endpoint (RFC 6749 3.2): turns a code, or a refresh token, into tokens. */
export class TokenEndpoint extends OAuthEndpoint {
	override path = 'token';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const tokenRequest = readTokenRequest(
			request.query,
			request.content,
			request.headers.authorization ?? '',
		);
		const provider = await this.loader.load(read, now);
		const client = authenticateClient(provider.clients, tokenRequest.credentials);
		const issued = await this.issue(tokenRequest, client, provider, stores, now);
		return jsonAnswer({
			access_token: issued.accessToken,
			token_type: 'Bearer',
			expires_in: issued.session.accessExpiresAt - now,
			scope: issued.session.scope,
			...(issued.refreshToken ? { refresh_token: issued.refreshToken } : {}),
		});
	};

	private issue(
		tokenRequest: TokenRequest,
		client: Client,
		provider: Provider,
		stores: Stores,
		now: UnixSeconds,
	): Promise<IssuedTokens> {
		switch (tokenRequest.parameters.grant_type) {
			case 'authorization_code':
				return issueForCode(tokenRequest, client, provider, stores, now);
			case 'refresh_token':
				return issueForRefreshToken(tokenRequest, client, provider, stores, now);
			default:
				throw new OAuthError('unsupported_grant_type', 'error_grant_type');
		}
	}
}

/** RFC 6749 4.1.3. */
async function issueForCode(
	tokenRequest: TokenRequest,
	client: Client,
	{ workspace, settings, keys }: Provider,
	stores: Stores,
	now: UnixSeconds,
): Promise<IssuedTokens> {
	const terms = { workspace, challengeKey: keys.challenge, codeLifetime: settings.codeLifetime };
	const verified = verifyAnswer(parseCode(tokenRequest.parameters.code), terms, now);
	assertCodeBelongsTo(tokenRequest, client.id, verified);
	const [wallet] = await Promise.all([
		findWalletUser(verified.account, stores, keys),
		assertNotRedeemed(verified, stores.sessions, now),
	]);
	await assertMayUse(wallet, verified, settings, stores, now);
	if (!wallet.user) {
		await stores.wallets.admitNewcomer(wallet.account, now);
	}
	const issued = await redeemCode(verified, lifetimesOf(client, settings), stores.sessions, now);
	if (wallet.user && !wallet.recorded) {
		await stores.wallets.recordCreated(wallet.account, wallet.user.id, now);
	}
	return issued;
}

/** RFC 6749 6. */
async function issueForRefreshToken(
	{ parameters }: TokenRequest,
	client: Client,
	{ settings, keys }: Provider,
	stores: Stores,
	now: UnixSeconds,
): Promise<IssuedTokens> {
	const session = await sessionToRenew(parameters.refresh_token, client.id, stores.sessions, now);
	await findWalletUser(session.account, stores, keys);
	return renewSession(session, lifetimesOf(client, settings), stores.sessions, now);
}
