import type { Stores } from '../host/openStores';
import { endSessions } from '../session/endSessions';
import type { UnixSeconds } from '../time/UnixSeconds';

/**
 * Blocks the wallets of a user who was deleted, until an admin lifts it: they must not be free to sign up anew.
 * A wallet that was connected to somebody else since stays theirs.
 */
export async function blockWalletsOf(userId: string, stores: Stores, now: UnixSeconds): Promise<void> {
	const { wallets, sessions } = stores;
	for (const { account } of await wallets.walletsOf(userId)) {
		if ((await wallets.ownerOf(account))?.userId === userId) {
			await wallets.block(account, userId, now);
			await endSessions(await sessions.sessionsOfAccount(account), stores, now);
		}
	}
}
