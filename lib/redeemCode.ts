import { OAuthError } from './OAuthError';
import { codeIsDeadAt, type IssuedTokens, type Lifetimes, newSession } from './session';
import type { SessionStore } from './store/SessionStore';
import type { UnixSeconds } from './time';
import type { VerifiedAnswer } from './verifyAnswer';

/** At most this many live sessions per account and client; the oldest go. */
const MOST_SESSIONS = 10;

/**
 * Refuses a code that was redeemed before, and ends what it opened: for those who come late, who would
 * otherwise leave a record each. Who come at the same time, `redeemCode` tells apart.
 *
 * @throws OAuthError invalid_grant
 */
export async function assertNotRedeemed(
	{ challenge: { jti } }: VerifiedAnswer,
	store: SessionStore,
	now: UnixSeconds,
): Promise<void> {
	const state = await store.stateOf(jti);
	if (state === 'open') {
		await store.end(jti, codeIsDeadAt(now));
	}
	if (state !== 'unknown') {
		throw new OAuthError('invalid_grant', 'error_code_used');
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
	answer: VerifiedAnswer,
	lifetimes: Lifetimes,
	store: SessionStore,
	now: UnixSeconds,
): Promise<IssuedTokens> {
	const issued = newSession(answer, lifetimes, now);
	const { session } = issued;
	await store.create(session);
	const [claims, grants] = await Promise.all([
		store.claimsOf(session.jti),
		store.sessionsOf(session.account, session.clientId),
	]);
	if (claims.length !== 1 || claims[0] !== session.id) {
		await store.end(session.jti, codeIsDeadAt(now));
		throw new OAuthError('invalid_grant', 'error_code_used');
	}
	const surplus = grants
		.filter((grant) => grant.id !== session.id && now < grant.expiresAt)
		.sort((one, other) => other.issuedAt - one.issuedAt)
		.slice(MOST_SESSIONS - 1);
	await Promise.all(surplus.map((grant) => store.end(grant.jti, codeIsDeadAt(now))));
	return issued;
}
