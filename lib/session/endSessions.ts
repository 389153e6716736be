import type { IAuthData } from '@rocket.chat/apps-engine/definition/oauth2/IOAuth2';
import type { Stores } from '../host/openStores';
import { sha256 } from '../keys/digest';
import type { UnixSeconds } from '../time/UnixSeconds';
import { codeExpiresAt, type Session } from './Session';

/** Ends sessions, each with all its records. */
export async function endSessions(
	sessions: readonly Session[],
	stores: Stores,
	now: UnixSeconds,
): Promise<void> {
	const ended = new Set(sessions.map(({ jti }) => jti));
	await Promise.all([...ended].map((jti) => stores.sessions.end(jti, codeExpiresAt(now))));
}

/** Whether what the Apps-Engine's client keeps is of one of these sessions. */
export function isStoredTokenOf(sessions: readonly Session[], stored: IAuthData | undefined): boolean {
	const hash = stored?.token ? sha256(stored.token) : '';
	return sessions.some(({ accessHash }) => accessHash === hash);
}
