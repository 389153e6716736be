import { type AccountState, readAccount } from '../identity/readAccount';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { getReplayGuardEnd, type Session } from '../session/Session';

/**
 * Redeems a verified code for the session that it opens: at most once, on any number of instances at the same time.
 *
 * The store has no atomic operation. So the session is written first, and then everything that was ever written for the
 * code is read: alone, the session stands; not alone, everything goes and the code is used up for good. Two who race
 * may both lose, which is safe. A replay revokes what the code had given out (RFC 9700 4.2.2).
 *
 * @returns what is known of the account, by the same read
 * @throws OAuthError invalid_grant when the code was used before
 */
export async function redeemCode(
	session: Session,
	context: Pick<Context, 'stores' | 'keys' | 'caches' | 'now'>,
): Promise<AccountState> {
	const { stores, caches, now } = context;
	const { jti, account, key } = session;
	// A code that is sent again and again costs the store nothing.
	if (caches.usedCodes.has(key)) {
		throw new OAuthError('code_used');
	}
	await stores.sessions.create(session);
	const state = await readAccount(account, context);
	const ids = state.records.listCodeRecordIds(jti);
	if (ids.length !== 1 || ids[0] !== session.id) {
		await stores.sessions.end(session, getReplayGuardEnd(now));
		caches.usedCodes.set(key, true);
		throw new OAuthError('code_used');
	}
	return state;
}
