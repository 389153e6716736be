import { assertLoginAllowed } from '../identity/access';
import { findWallet } from '../identity/findWallet';
import { sha256 } from '../keys/digest';
import type { Client } from '../oauth/Client';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { ActiveGrant } from './ActiveGrant';
import type { Session } from './Session';

type TokenCheckContext = Pick<Context, 'stores' | 'settings' | 'keys' | 'clients' | 'now'>;

/** A session that has not expired, with its client, which is registered. Whether its wallet may log in, `activate` tells. */
export interface UnexpiredSession<Kind extends Client['kind'] = Client['kind']> {
	readonly session: Session;
	readonly client: Extract<Client, { kind: Kind }>;
}

/**
 * The session of an access token for Rocket.Chat's identity path. Only tokens of Rocket.Chat's own client have one
 * there: it turns whatever token this path accepts into a login (`POST /api/v1/login`).
 * @throws OAuthError invalid_token
 */
export async function findIdentitySession(
	accessToken: string,
	context: TokenCheckContext,
): Promise<UnexpiredSession<'rocketchat'>> {
	const { session, client } = await findSession(accessToken, context);
	if (client.kind !== 'rocketchat') {
		throw new OAuthError('token_unknown');
	}
	return { session, client };
}

/**
 * The session of an access token of any client, for the claims endpoint (OpenID Connect Core 5.3).
 * @throws OAuthError invalid_token, or insufficient_scope without the scope `openid`
 */
export async function findClaimsSession(
	accessToken: string,
	context: TokenCheckContext,
): Promise<UnexpiredSession> {
	const found = await findSession(accessToken, context);
	if (!found.session.scopes.has('openid')) {
		throw new OAuthError('scope_openid');
	}
	return found;
}

/**
 * What an open session is good for at this moment.
 * @throws OAuthError access_denied when the wallet may not log in any more
 */
export async function activate<Kind extends Client['kind']>(
	{ session, client }: UnexpiredSession<Kind>,
	context: TokenCheckContext,
): Promise<ActiveGrant<Kind>> {
	const wallet = await findWallet(session.account, context);
	assertLoginAllowed(wallet, context.settings);
	return { session, client, wallet } as ActiveGrant<Kind>;
}

/** A token that its own client asks about (RFC 7662). */
export interface IntrospectedToken {
	readonly type: 'access' | 'refresh';
	readonly grant: ActiveGrant;
	readonly expiresAt: UnixSeconds;
}

/** What a client's own token is good for; undefined when it is good for nothing, or another client's. */
export async function introspectToken(
	token: string,
	client: Client,
	context: TokenCheckContext,
): Promise<IntrospectedToken | undefined> {
	const found = await findToken(token, context);
	if (!found || found.session.clientId !== client.id || context.now >= found.expiresAt) {
		return undefined;
	}
	try {
		return { ...found, grant: await activate({ session: found.session, client }, context) };
	} catch (error) {
		if (error instanceof OAuthError) {
			return undefined;
		}
		throw error;
	}
}

async function findSession(
	accessToken: string,
	{ stores, clients, now }: TokenCheckContext,
): Promise<UnexpiredSession> {
	const session = await stores.sessions.byAccessHash(sha256(accessToken));
	const client = session && clients.find(({ id }) => id === session.clientId);
	if (!client || now >= session.accessExpiresAt) {
		throw new OAuthError('token_unknown');
	}
	return { session, client };
}

async function findToken(token: string, { stores: { sessions } }: TokenCheckContext) {
	const hash = sha256(token);
	const [byAccess, byRefresh] = await Promise.all([
		sessions.byAccessHash(hash),
		sessions.byRefreshHash(hash),
	]);
	if (byAccess) {
		return { type: 'access', session: byAccess, expiresAt: byAccess.accessExpiresAt } as const;
	}
	return byRefresh?.kind === 'session'
		? ({ type: 'refresh', session: byRefresh.session, expiresAt: byRefresh.session.expiresAt } as const)
		: undefined;
}
