import { BoundedCache } from '../cache/BoundedCache';
import { OAuthError } from '../oauth/OAuthError';
import { codeIsDeadAt, type IssuedTokens, type Lifetimes, newSession } from '../session/Session';
import type { SessionStore } from '../store/SessionStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { VerifiedChallenge } from './verifyChallenge';

/** At most this many live sessions per account and client; the oldest go. */
const MOST_SESSIONS = 10;

/** The codes that this process has burned. None comes back to life, so that further replays cost the store nothing. */
const burned = new BoundedCache<true>(4096);

/**
 * Refuses a code that this process has burned, before anything is looked up for it.
 * @throws OAuthError invalid_grant
 */
export function assertNotBurned({ challenge: { jti } }: VerifiedChallenge): void {
	if (burned.has(jti)) {
		throw new OAuthError('code_used');
	}
}

/**
 * Redeems a verified code: at most once, whatever runs at the same time on whatever instance.
 *
 * The store has no atomic operation. So the session is written first, and then everything that was ever
 * written for the code is read: alone, it stands; not alone, everything goes and the code is burned for
 * good. Two racers both lose, which is safe. A replay revokes what the code had given out (RFC 9700 4.2.2).
 *
 * @throws OAuthError invalid_grant when the code was used before
 */
export async function redeemCode(
	answer: VerifiedChallenge,
	lifetimes: Lifetimes,
	store: SessionStore,
	now: UnixSeconds,
): Promise<IssuedTokens> {
	const issued = newSession(answer, lifetimes, now);
	const { session } = issued;
	await store.create(session);
	const [claims, sessions] = await Promise.all([
		store.claimsOf(session.jti),
		store.sessionsOfAccount(session.account),
	]);
	if (claims.length !== 1 || claims[0] !== session.id) {
		await store.end(session.jti, codeIsDeadAt(now));
		burned.set(session.jti, true);
		throw new OAuthError('code_used');
	}
	const others = sessions.filter(({ id, clientId }) => id !== session.id && clientId === session.clientId);
	const surplus = others
		.filter(({ expiresAt }) => now < expiresAt)
		.sort((one, other) => other.issuedAt - one.issuedAt)
		.slice(MOST_SESSIONS - 1);
	await Promise.all(surplus.map(({ jti }) => store.end(jti, codeIsDeadAt(now))));
	return issued;
}
