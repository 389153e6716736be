import type { Accessors } from '../host/Accessors';
import type { Stores } from '../host/Stores';
import { endSessions, isStoredTokenOf } from '../session/endSessions';
import { isLinkSession, type Session } from '../session/Session';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { AppsOAuthClient } from './appsOAuth/AppsOAuthClient';

/** What it takes to close sessions. */
export interface EndingContext extends Pick<Accessors, 'persistence'> {
	readonly appsOAuthClient: AppsOAuthClient;
	readonly stores: Stores;
	readonly now: UnixSeconds;
}

/** Ends sessions, and removes the tokens that the Apps-Engine's client keeps of them. */
export async function endSessionsAndTokens(
	sessions: readonly Session[],
	{ appsOAuthClient: client, stores, persistence, now }: EndingContext,
): Promise<void> {
	await endSessions(sessions, stores, now);
	const users = new Set(sessions.filter(isLinkSession).map(({ userId }) => userId));
	await Promise.all(
		[...users].map(async (id) => {
			if (isStoredTokenOf(sessions, await client.readStoredToken({ id }))) {
				await client.removeStoredToken(id, persistence);
			}
		}),
	);
}
