import { endSessions, isStoredTokenOf } from '../../lib/endSessions';
import type { Reply, WalletCall } from './WalletCall';

/** A button of `status`: ends one session, if it is this user's. */
export async function endSession(
	jti: string,
	{
		user,
		say,
		client,
		stores,
		persistence,
		now,
	}: Pick<WalletCall, 'user' | 'say' | 'client' | 'stores' | 'persistence' | 'now'>,
): Promise<Reply> {
	const sessions = (await stores.sessions.sessionsOfUser(user.id)).filter((session) => session.jti === jti);
	if (sessions.length === 0) {
		return { text: say('wallet_session_gone') };
	}
	const stored = await client.storedToken(user);
	await endSessions(sessions, stores, now);
	if (isStoredTokenOf(sessions, stored)) {
		await client.forget(user.id, persistence);
	}
	return { text: `${say('wallet_ended')}\n${say('wallet_still_signed_in')}` };
}
