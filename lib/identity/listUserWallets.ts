import type { Stores } from '../host/Stores';
import type { UserWallet } from '../store/walletRecords';
import type { UserId } from './User';

/** The wallets that log a user in at this moment: not those that somebody else has linked since. */
export async function listUserWallets(userId: UserId, { wallets }: Stores): Promise<UserWallet[]> {
	const accounts = new Set((await wallets.listByUser(userId)).map(({ account }) => account));
	const owners = await Promise.all([...accounts].map((account) => wallets.findOwner(account)));
	return owners.flatMap((owner) =>
		owner && owner.kind !== 'blocked' && owner.userId === userId ? [owner] : [],
	);
}
