import { toUserId } from '../../lib/host/Users';
import { sha256 } from '../../lib/keys/digest';
import type { StoredToken } from '../../lib/session/endSessions';
import type { Session } from '../../lib/session/Session';
import type { WalletCall } from './WalletCall';

/** The token that the Apps-Engine's client keeps for a user, and its live session. */
export interface StoredSession {
	readonly stored: StoredToken;
	readonly session: Session;
}

/** Finds the user's session of `/wallet`, or says why there is none: no login yet, or the session is over. */
export async function findStoredSession({
	user,
	appsOAuthClient: client,
	stores,
	now,
}: WalletCall): Promise<StoredSession | 'wallet_no_session' | 'wallet_session_gone'> {
	const stored = await client.readStoredToken(user);
	if (!stored?.token) {
		return 'wallet_no_session';
	}
	const session = await stores.sessions.findByUser(toUserId(user), sha256(stored.token));
	return session && now < session.expiresAt ? { stored, session } : 'wallet_session_gone';
}
