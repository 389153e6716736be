import { sha256 } from '../keys/digest';
import type { Client } from '../oauth/Client';
import { isClientOf } from '../oauth/fingerprintClient';
import type { TokenLifetimes } from '../oauth/lifetimes';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { type IssuedTokens, reissueSession } from './issueTokens';
import { getReplayGuardEnd, type Session } from './Session';

type SessionContext = Pick<Context, 'stores' | 'keys' | 'now'>;

/** A session that can be renewed, by a refresh token that has not been used. */
export type RenewableSession = Session & { readonly refreshHash: NonNullable<Session['refreshHash']> };

/**
 * Finds the session that a refresh token renews (RFC 6749 6). A token that was used before ends its session:
 * one of the two who have it is a thief (RFC 9700 4.14.2).
 * @throws OAuthError invalid_grant
 */
export async function findRenewableSession(
	refreshToken: string,
	client: Client,
	{ stores: { sessions }, now }: Pick<SessionContext, 'stores' | 'now'>,
): Promise<RenewableSession> {
	const refreshHash = sha256(refreshToken);
	const found = await sessions.findByRefreshHash(refreshHash);
	if (found?.kind === 'used') {
		if (found.session) {
			await sessions.end(found.session, getReplayGuardEnd(now));
		}
		throw new OAuthError('refresh_token_used');
	}
	if (!found || !isClientOf(client, found.session) || now >= found.session.expiresAt) {
		throw new OAuthError('refresh_token_unknown');
	}
	return { ...found.session, refreshHash };
}

/**
 * Renews a session: new tokens, and the old ones stop working. At most once for each refresh token, in the same way
 * as `redeemCode`: the record is written first and counted then. Two requests at once end the session.
 * @throws OAuthError invalid_grant when somebody else used the token meanwhile, or the session ended
 */
export async function renewSession(
	session: RenewableSession,
	lifetimes: TokenLifetimes,
	context: SessionContext,
): Promise<IssuedTokens> {
	const { accounts, sessions } = context.stores;
	const issued = reissueSession(session, lifetimes, context);
	await sessions.create(issued.session, { renews: session.refreshHash });
	const records = await accounts.read(session.account);
	const renewals = records.listRenewalIds(session.refreshHash);
	if (records.hasEnded(session.jti) || renewals.length !== 1 || renewals[0] !== issued.session.id) {
		await sessions.end(session, getReplayGuardEnd(context.now));
		throw new OAuthError('refresh_token_used');
	}
	await sessions.markRefreshTokenUsed(session);
	return issued;
}
