import type { Stores } from '../host/Stores';
import { endSessions } from '../session/endSessions';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { UserId } from './User';

/**
 * Blocks the wallets of a deleted user, until an admin unblocks them: they must not create another user.
 * A wallet that somebody else has linked since stays theirs.
 */
export async function blockWalletsOfUser(userId: UserId, stores: Stores, now: UnixSeconds): Promise<void> {
	const { wallets, sessions } = stores;
	for (const { account } of await wallets.listByUser(userId)) {
		const owner = await wallets.findOwner(account);
		if (owner?.userId === userId) {
			if (owner.kind !== 'blocked') {
				await wallets.block(account, userId, now);
			}
			await endSessions(await sessions.listByAccount(account), stores, now);
		}
	}
}
