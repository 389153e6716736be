import type { Account } from '../ethereum/account';
import type { Stores } from '../host/Stores';
import type { UnixSeconds } from '../time/UnixSeconds';

/**
 * Lets a wallet log in again: as the user it belonged to or, if that user was deleted, as it would have without.
 * @returns whether it was blocked
 */
export async function unblockWallet(
	account: Account,
	{ wallets, users }: Stores,
	now: UnixSeconds,
): Promise<boolean> {
	if ((await wallets.findOwner(account))?.kind !== 'blocked') {
		return false;
	}
	await wallets.unblock(account);
	const owner = await wallets.findOwner(account);
	if (owner?.kind === 'linked' && !(await users.byId(owner.userId))) {
		await wallets.unlink(account);
	}
	const creator = await wallets.findOwner(account);
	if (creator?.kind === 'created' && !(await users.byId(creator.userId))) {
		await wallets.release(account, now);
	}
	return true;
}
