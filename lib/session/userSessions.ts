import type { Stores } from '../host/Stores';
import { listUserWallets } from '../identity/listUserWallets';
import type { UserId } from '../identity/User';
import type { Client } from '../oauth/Client';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { Session } from './Session';

/** The open sessions of a user: those opened with `/wallet login`, and all that the user's wallets have. */
export async function listUserSessions(userId: UserId, stores: Stores, now: UnixSeconds): Promise<Session[]> {
	const [opened, owned] = await Promise.all([
		stores.sessions.listByUser(userId),
		listUserWallets(userId, stores),
	]);
	const ofWallets = await Promise.all(owned.map(({ account }) => stores.sessions.listByAccount(account)));
	return selectLiveSessions([...opened, ...ofWallets.flat()], now);
}

/** Those of them that a user can see and end: Rocket.Chat's own expire within minutes. */
export async function listVisibleSessions(
	userId: UserId,
	trusted: readonly Client[],
	stores: Stores,
	now: UnixSeconds,
): Promise<Session[]> {
	const sessions = await listUserSessions(userId, stores, now);
	return sessions.filter(
		(session) => session.userId === userId || trusted.some(({ id }) => id === session.clientId),
	);
}

/** Leaves out what has expired, and all but one of a session's records: while it is renewed, it has two. */
export function selectLiveSessions(records: readonly Session[], now: UnixSeconds): Session[] {
	const live = records.filter(({ expiresAt }) => now < expiresAt);
	return [...new Map(live.map((session) => [session.key, session])).values()];
}
