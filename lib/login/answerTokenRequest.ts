import { assertLoginAllowed } from '../identity/access';
import { makeOpenIdClaims } from '../identity/claims';
import { findWallet } from '../identity/findWallet';
import { signIdToken } from '../identity/idToken';
import { readAccount } from '../identity/readAccount';
import { chooseSigningKey, type SigningKeysRecord } from '../keys/signingKeys';
import { authenticateClient } from '../oauth/authenticateClient';
import type { Client } from '../oauth/Client';
import { chooseLifetimes } from '../oauth/lifetimes';
import { OAuthError } from '../oauth/OAuthError';
import type { TokenGrant, TokenRequest } from '../oauth/parseTokenRequest';
import { formatScopes, parseScopes } from '../oauth/scopes';
import type { Context } from '../provider/Context';
import type { IssuedTokens } from '../session/issueTokens';
import { findRenewableSession, renewSession } from '../session/renewSession';
import { assertCodeBelongsTo } from './assertCodeBelongsTo';
import { parseCode } from './authorizationCode';
import { openSession } from './openSession';
import { verifyChallenge } from './verifyChallenge';

export interface TokenContext extends Context {
	/** The keys of id_tokens, which few requests need. */
	loadSigningKeys(): Promise<readonly SigningKeysRecord[]>;
}

/** A token response (RFC 6749 5.1, OpenID Connect Core 3.1.3.3), in the words of the wire. */
export interface TokenResponse {
	readonly access_token: string;
	readonly token_type: 'Bearer';
	readonly expires_in: number;
	readonly scope: string;
	readonly refresh_token?: string;
	readonly id_token?: string;
}

/**
 * Turns a code, or a refresh token, into tokens (RFC 6749 3.2).
 * @throws OAuthError
 */
export async function answerTokenRequest(
	request: TokenRequest,
	context: TokenContext,
): Promise<TokenResponse> {
	const client = authenticateClient(context.clients, request.credentials);
	if (request.isInQuery && client.kind === 'trusted') {
		throw new OAuthError('parameters_in_query');
	}
	const { grant } = request;
	switch (grant.type) {
		case 'authorization_code':
			return redeem(grant, client, context);
		case 'refresh_token':
			return renew(grant.refreshToken, client, context);
		case 'unsupported':
			throw new OAuthError('grant_type');
	}
}

/** RFC 6749 4.1.3. */
async function redeem(
	grant: Extract<TokenGrant, { type: 'authorization_code' }>,
	client: Client,
	context: TokenContext,
): Promise<TokenResponse> {
	const verified = verifyChallenge(parseCode(grant.code), context);
	const { binding } = verified.challenge;
	assertCodeBelongsTo(grant, client, binding);
	if (client.kind !== 'trusted' || !parseScopes(binding.scope).has('openid')) {
		return tokenResponse((await openSession(verified, client, context)).tokens, context);
	}
	// Before the code is used up, in case there is no key.
	const key = chooseSigningKey(await context.loadSigningKeys(), client.idTokenAlgorithm, context.now);
	const opened = await openSession(verified, client, context);
	const claims = makeOpenIdClaims(opened.grant, context);
	const idToken = await signIdToken({ verified, tokens: opened.tokens, claims, key }, context);
	return { ...tokenResponse(opened.tokens, context), id_token: idToken };
}

/** RFC 6749 6. */
async function renew(refreshToken: string, client: Client, context: Context): Promise<TokenResponse> {
	const session = await findRenewableSession(refreshToken, client, context);
	const wallet = await findWallet(await readAccount(session.account, context), context);
	assertLoginAllowed(wallet, context.settings);
	const lifetimes = chooseLifetimes({ client, scopes: session.scopes }, context.settings);
	return tokenResponse(await renewSession(session, lifetimes, context), context);
}

function tokenResponse(
	{ session, accessToken, refreshToken }: IssuedTokens,
	{ now }: Pick<Context, 'now'>,
): TokenResponse {
	return {
		access_token: accessToken,
		token_type: 'Bearer',
		expires_in: session.accessExpiresAt - now,
		scope: formatScopes(session.scopes),
		...(refreshToken ? { refresh_token: refreshToken } : {}),
	};
}
