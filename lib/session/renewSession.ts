import { sha256 } from '../keys/digest';
import { OAuthError } from '../oauth/OAuthError';
import type { SessionStore } from '../store/SessionStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import { codeIsDeadAt, type IssuedTokens, type Lifetimes, renewedSession, type Session } from './Session';

/**
 * Finds the session that a refresh token renews (RFC 6749 6). A token that was used before ends its session:
 * one of the two who have it is a thief (RFC 9700 4.14.2).
 *
 * @throws OAuthError invalid_grant
 */
export async function sessionToRenew(
	refreshToken: string,
	clientId: string,
	store: SessionStore,
	now: UnixSeconds,
): Promise<Session> {
	const found = await store.byRefreshHash(sha256(refreshToken));
	if (found?.kind === 'spent') {
		await store.end(found.jti, codeIsDeadAt(now));
		throw new OAuthError('refresh_token_used');
	}
	if (!found || found.clientId !== clientId || now >= found.expiresAt) {
		throw new OAuthError('refresh_token_unknown');
	}
	return found;
}

/**
 * Renews a session: new tokens, and the old ones are good for nothing any more. At most once for each refresh
 * token, in the same way as `redeemCode`: written first, then counted, and two racers end the session.
 *
 * @throws OAuthError invalid_grant when the token was used by somebody else meanwhile, or the session ended
 */
export async function renewSession(
	session: Session,
	lifetimes: Lifetimes,
	store: SessionStore,
	now: UnixSeconds,
): Promise<IssuedTokens> {
	const issued = renewedSession(session, lifetimes, now);
	await store.create(issued.session, session.refreshHash);
	const [renewals, hasEnded] = await Promise.all([
		store.renewalsOf(session.refreshHash),
		store.hasEnded(session.jti),
	]);
	if (hasEnded || renewals.length !== 1 || renewals[0] !== issued.session.id) {
		await store.end(session.jti, codeIsDeadAt(now));
		throw new OAuthError('refresh_token_used');
	}
	await store.spend(session);
	return issued;
}
