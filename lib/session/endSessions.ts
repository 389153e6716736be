import type { Stores } from '../host/Stores';
import { sha256 } from '../keys/digest';
import type { UnixSeconds } from '../time/UnixSeconds';
import { getReplayGuardEnd, type Session } from './Session';

/** What the Apps-Engine's OAuth2 client keeps of a user, as far as we read it. */
export interface StoredToken {
	/** An access token. */
	readonly token: string;
}

/** Ends sessions, each with all its records. */
export async function endSessions(
	sessions: readonly Session[],
	stores: Pick<Stores, 'sessions'>,
	now: UnixSeconds,
): Promise<void> {
	const ended = new Map(sessions.map((session) => [session.key, session]));
	await Promise.all([...ended.values()].map((each) => stores.sessions.end(each, getReplayGuardEnd(now))));
}

/** Whether the token that the Apps-Engine's client keeps belongs to one of these sessions. */
export function isStoredTokenOf(sessions: readonly Session[], stored: StoredToken | undefined): boolean {
	if (!stored?.token) {
		return false;
	}
	const hash = sha256(stored.token);
	return sessions.some(({ accessHash }) => accessHash === hash);
}
