import { endSessions, isStoredTokenOf } from '../../lib/endSessions';
import type { Subcommand } from './WalletCall';

/** What a button of `status` types: ends one session, if it is this user's. */
export const end: Subcommand = async ({ user, words, say, client, stores, persistence, now }) => {
	const sessions = (await stores.sessions.sessionsOfUser(user.id)).filter(({ jti }) => jti === words[0]);
	if (sessions.length === 0) {
		return { text: say('wallet_session_gone') };
	}
	const stored = await client.storedToken(user);
	await endSessions(sessions, stores, now);
	if (isStoredTokenOf(sessions, stored)) {
		await client.forget(user.id, persistence);
	}
	return { text: `${say('wallet_ended')}\n${say('wallet_still_signed_in')}` };
};
