import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { openIdClaimsOf } from '../lib/identity/claims';
import { assertHasAccess, findWallet } from '../lib/identity/findWallet';
import { keyToSignWith, type SigningKeysRecord } from '../lib/keys/signingKeys';
import { parseCode } from '../lib/login/authorizationCode';
import { openSession } from '../lib/login/openSession';
import { verifyChallenge } from '../lib/login/verifyChallenge';
import type { Client } from '../lib/oauth/Client';
import { authenticateClient, lifetimesOf } from '../lib/oauth/clients';
import { signIdToken } from '../lib/oauth/idToken';
import { OAuthError } from '../lib/oauth/OAuthError';
import { assertCodeBelongsTo, readTokenRequest, type TokenRequest } from '../lib/oauth/tokenRequest';
import type { Configuration } from '../lib/provider/Configuration';
import { renewSession, sessionToRenew } from '../lib/session/renewSession';
import type { IssuedTokens } from '../lib/session/Session';
import type { Stores } from '../lib/store/Stores';
import type { UnixSeconds } from '../lib/time/UnixSeconds';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { jsonResponse } from './http/responses';

/** A token request whose client has proved who it is, with what it takes to answer it. */
interface Grant {
	readonly parameters: TokenRequest['parameters'];
	readonly client: Client;
	readonly provider: Configuration;
	readonly stores: Stores;
	readonly now: UnixSeconds;
	readSigningKeys(): Promise<SigningKeysRecord[]>;
}

/** What a grant is answered with. */
interface Issued extends IssuedTokens {
	readonly idToken?: string;
}

/** The token endpoint (RFC 6749 3.2): turns a code, or a refresh token, into tokens. */
export class TokenEndpoint extends OAuthEndpoint {
	override path = 'token';
	protected override readonly allow = 'POST, OPTIONS';
	protected override readonly crossOrigin = true;

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const { credentials, parameters, inQuery } = readTokenRequest(
			request.query,
			request.content,
			request.headers.authorization ?? '',
		);
		const provider = await this.loader.load(read, now);
		const client = authenticateClient(provider.clients, credentials);
		if (inQuery && client.kind === 'trusted') {
			throw new OAuthError('parameters_in_query');
		}
		const readSigningKeys = () => this.loader.signingKeys.read(read.getPersistenceReader(), now);
		const issued = await issue({ parameters, client, provider, stores, now, readSigningKeys });
		return jsonResponse({
			access_token: issued.accessToken,
			token_type: 'Bearer',
			expires_in: issued.session.accessExpiresAt - now,
			scope: issued.session.scope,
			...(issued.refreshToken ? { refresh_token: issued.refreshToken } : {}),
			...(issued.idToken ? { id_token: issued.idToken } : {}),
		});
	};
}

function issue(grant: Grant): Promise<Issued> {
	switch (grant.parameters.grant_type) {
		case 'authorization_code':
			return issueForCode(grant);
		case 'refresh_token':
			return issueForRefreshToken(grant);
		default:
			throw new OAuthError('grant_type');
	}
}

/** RFC 6749 4.1.3. */
async function issueForCode(grant: Grant): Promise<Issued> {
	const { parameters, client, provider, stores, now } = grant;
	const { workspace, settings, keys } = provider;
	const verified = verifyChallenge(parseCode(parameters.code), provider, now);
	assertCodeBelongsTo(parameters, client.id, verified);
	const { scope } = verified.challenge;
	const wantsIdToken = client.kind === 'trusted' && scope.split(' ').includes('openid');
	// Before the code is used up, should there be no key.
	const key = wantsIdToken
		? keyToSignWith(await grant.readSigningKeys(), client.idTokenAlgorithm, now)
		: undefined;
	const lifetimes = lifetimesOf(client, scope, settings);
	const { wallet, issued } = await openSession(verified, lifetimes, provider, stores, now);
	if (!key) {
		return issued;
	}
	const { issuer } = workspace;
	const claims = openIdClaimsOf(wallet, scope, settings, keys, issuer);
	const idToken = await signIdToken(verified, client.id, issued.accessToken, claims, key, issuer, now);
	return { ...issued, idToken };
}

/** RFC 6749 6. */
async function issueForRefreshToken({ parameters, client, provider, stores, now }: Grant): Promise<Issued> {
	const session = await sessionToRenew(parameters.refresh_token, client.id, stores.sessions, now);
	assertHasAccess(await findWallet(session.account, stores, provider), provider.settings);
	return renewSession(session, lifetimesOf(client, session.scope, provider.settings), stores.sessions, now);
}
