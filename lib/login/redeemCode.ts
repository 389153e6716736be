import type { TokenLifetimes } from '../oauth/lifetimes';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { type IssuedTokens, issueSession } from '../session/issueTokens';
import { getReplayGuardEnd } from '../session/Session';
import type { VerifiedChallenge } from './verifyChallenge';

/** Live sessions of one account with one client; the oldest end. */
const MAX_SESSIONS = 10;

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
	verified: VerifiedChallenge,
	lifetimes: TokenLifetimes,
	{ stores: { sessions }, caches, now }: Pick<Context, 'stores' | 'caches' | 'now'>,
): Promise<IssuedTokens> {
	const issued = issueSession(verified, lifetimes, now);
	const { session } = issued;
	await sessions.create(session);
	const [claims, all] = await Promise.all([
		sessions.claimsOf(session.jti),
		sessions.sessionsOfAccount(session.account),
	]);
	if (claims.length !== 1 || claims[0] !== session.id) {
		await sessions.end(session.jti, getReplayGuardEnd(now));
		caches.usedCodes.set(session.jti, true);
		throw new OAuthError('code_used');
	}
	const others = all.filter(({ id, clientId }) => id !== session.id && clientId === session.clientId);
	const surplus = others
		.filter(({ expiresAt }) => now < expiresAt)
		.sort((one, other) => other.issuedAt - one.issuedAt)
		.slice(MAX_SESSIONS - 1);
	await Promise.all(surplus.map(({ jti }) => sessions.end(jti, getReplayGuardEnd(now))));
	return issued;
}
