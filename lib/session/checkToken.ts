import { assertLoginAllowed } from '../identity/access';
import { findWallet } from '../identity/findWallet';
import { type AccountState, readAccount } from '../identity/readAccount';
import { sha256 } from '../keys/digest';
import type { Client } from '../oauth/Client';
import { isClientOf } from '../oauth/fingerprintClient';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { ActiveGrant } from './ActiveGrant';
import { readAccountOfToken } from './accessToken';
import { findToken } from './findToken';
import type { Session } from './Session';

/** An access token's session, and its account by the same read. */
interface FoundSession {
	readonly session: Session;
	readonly state: AccountState;
}

/**
 * Checks an access token for Rocket.Chat's identity path. Only tokens of Rocket.Chat's own client are good there: it
 * turns any token that this path accepts into a login (`POST /api/v1/login`).
 * @throws OAuthError invalid_token, or access_denied when the wallet may not log in any more
 */
export async function checkIdentityToken(
	accessToken: string,
	context: Context,
): Promise<ActiveGrant<'rocketchat'>> {
	const found = await findSession(accessToken, context);
	const client = findClient(found.session, context);
	if (client.kind !== 'rocketchat') {
		throw new OAuthError('token_unknown');
	}
	return activate(found, client, context);
}

/**
 * Checks an access token of any client for the claims endpoint (OpenID Connect Core 5.3).
 * @throws OAuthError invalid_token, insufficient_scope without the scope `openid`, or access_denied
 */
export async function checkClaimsToken(accessToken: string, context: Context): Promise<ActiveGrant> {
	const found = await findSession(accessToken, context);
	const client = findClient(found.session, context);
	if (!found.session.scopes.has('openid')) {
		throw new OAuthError('scope_openid');
	}
	return activate(found, client, context);
}

/** A token that its own client asks about (RFC 7662). */
export interface IntrospectedToken {
	readonly type: 'access' | 'refresh';
	readonly grant: ActiveGrant;
	readonly expiresAt: UnixSeconds;
}

/** Checks a client's own token; undefined when it is not valid, or another client's. */
export async function introspectToken(
	token: string,
	client: Client,
	context: Context,
): Promise<IntrospectedToken | undefined> {
	const found = await findToken(token, context);
	if (!found || found.type === 'used refresh' || !isClientOf(client, found.session)) {
		return undefined;
	}
	const { type, session } = found;
	const expiresAt = type === 'access' ? session.accessExpiresAt : session.expiresAt;
	if (context.now >= expiresAt) {
		return undefined;
	}
	try {
		const state = await readAccount(session.account, context);
		return { type, expiresAt, grant: await activate({ session, state }, client, context) };
	} catch (error) {
		if (error instanceof OAuthError) {
			return undefined;
		}
		throw error;
	}
}

/** @throws OAuthError access_denied when the wallet may not log in any more */
async function activate<Kind extends Client['kind']>(
	{ session, state }: FoundSession,
	client: Extract<Client, { kind: Kind }>,
	context: Context,
): Promise<ActiveGrant<Kind>> {
	const wallet = await findWallet(state, context);
	assertLoginAllowed(wallet, context.settings);
	return { session, client, wallet } as ActiveGrant<Kind>;
}

/** @throws OAuthError invalid_token */
function findClient(session: Session, { clients }: Context): Client {
	const client = clients.find((candidate) => isClientOf(candidate, session));
	if (!client) {
		throw new OAuthError('token_unknown');
	}
	return client;
}

/** @throws OAuthError invalid_token when there is no session of it, or it has expired */
async function findSession(accessToken: string, context: Context): Promise<FoundSession> {
	const { stores, keys, now } = context;
	const hash = sha256(accessToken);
	const account = readAccountOfToken(accessToken, keys.accessToken);
	const former = account ? undefined : await stores.sessions.findByFormerAccessHash(hash);
	const owner = account ?? former?.account;
	if (owner && owner !== 'forged') {
		const state = await readAccount(owner, context);
		const session = former ?? state.records.findSession(hash);
		if (session && now < session.accessExpiresAt) {
			return { session, state };
		}
	}
	throw new OAuthError('token_unknown');
}
