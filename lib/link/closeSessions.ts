import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors';
import { endSessions, isStoredTokenOf } from '../session/endSessions';
import type { Session } from '../session/Session';
import type { Stores } from '../store/Stores';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { AppsOAuthClient } from './AppsOAuthClient';

/** Ends sessions, and removes the tokens that the Apps-Engine's client keeps of them. */
export async function closeSessions(
	sessions: readonly Session[],
	{
		client,
		stores,
		persistence,
		now,
	}: { client: AppsOAuthClient; stores: Stores; persistence: IPersistence; now: UnixSeconds },
): Promise<void> {
	await endSessions(sessions, stores, now);
	const users = new Set(sessions.map(({ userId }) => userId).filter((id) => id !== ''));
	await Promise.all(
		[...users].map(async (id) => {
			if (isStoredTokenOf(sessions, await client.storedToken({ id }))) {
				await client.forget(id, persistence);
			}
		}),
	);
}
