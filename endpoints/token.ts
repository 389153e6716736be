import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { parseCode } from '../lib/authorizationCode';
import { authenticateClient } from '../lib/clients';
import { OAuthError } from '../lib/OAuthError';
import { redeemCode } from '../lib/redeemCode';
import { assertCodeBelongsTo, readTokenRequest } from '../lib/tokenRequest';
import { verifyAnswer } from '../lib/verifyAnswer';
import { assertMayLogIn, findWalletUser } from '../lib/walletUser';
import { jsonAnswer } from './answers';
import { type Call, OAuthEndpoint } from './OAuthEndpoint';

/** The token endpoint (RFC 6749 3.2): turns a code into an access token. */
export class TokenEndpoint extends OAuthEndpoint {
	override path = 'token';
	protected override readonly allow = 'POST, OPTIONS';

	protected override onPost = async ({
		request,
		read,
		now,
		sessions,
		users,
	}: Call): Promise<IApiResponse> => {
		const tokenRequest = readTokenRequest(
			request.query,
			request.content,
			request.headers.authorization ?? '',
		);
		const { workspace, settings, keys, clients } = await this.loader.load(read, now);
		const client = authenticateClient(clients, tokenRequest.credentials);
		const { grant_type: grantType, code } = tokenRequest.parameters;
		if (grantType !== 'authorization_code') {
			throw new OAuthError('unsupported_grant_type', 'error_grant_type');
		}
		const answer = parseCode(code);
		const terms = { workspace, challengeKey: keys.challenge, codeLifetime: settings.codeLifetime };
		const verified = verifyAnswer(answer, terms, now);
		assertCodeBelongsTo(tokenRequest, client.id, verified);
		const wallet = await findWalletUser(verified.account, users, sessions, keys);
		await assertMayLogIn(wallet, settings, users, now);
		const { session, accessToken } = await redeemCode(verified, sessions, now);
		if (wallet.user && !wallet.recorded) {
			await users.recordCreated(wallet.account, wallet.user.id, now);
		}
		return jsonAnswer({
			access_token: accessToken,
			token_type: 'Bearer',
			expires_in: session.accessExpiresAt - now,
			scope: session.scope,
		});
	};
}
