import type { Client } from './client';
import { ownedWallets } from './ownedWallets';
import type { Session } from './session';
import type { Stores } from './store/Stores';
import type { UnixSeconds } from './time';

/**
 * The live sessions of a user with lasting use: those opened with `/wallet login`, and those of the user's
 * wallets with clients that the admin trusts. Rocket.Chat's own end within minutes.
 */
export async function ownSessions(
	userId: string,
	trusted: readonly Client[],
	stores: Stores,
	now: UnixSeconds,
): Promise<Session[]> {
	const [opened, owned] = await Promise.all([
		stores.sessions.sessionsOfUser(userId),
		ownedWallets(userId, stores),
	]);
	const ofWallets = await Promise.all(owned.map(({ account }) => stores.sessions.sessionsOfAccount(account)));
	const ofClients = ofWallets.flat().filter(({ clientId }) => trusted.some(({ id }) => id === clientId));
	const live = [...opened, ...ofClients].filter(({ expiresAt }) => now < expiresAt);
	// While a session is renewed, it has two records.
	return [...new Map(live.map((session) => [session.jti, session])).values()];
}
