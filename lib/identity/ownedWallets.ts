import type { Stores } from '../host/openStores';
import type { WalletOwner } from '../store/WalletStore';

/** The wallets that log a user in at this moment: not those that have been connected to somebody else since. */
export async function ownedWallets(userId: string, { wallets }: Stores): Promise<WalletOwner[]> {
	const accounts = new Set((await wallets.walletsOf(userId)).map(({ account }) => account));
	const owners = await Promise.all([...accounts].map((account) => wallets.ownerOf(account)));
	return owners.filter(
		(owner) => owner !== undefined && owner.userId === userId && owner.kind !== 'blocked',
	) as WalletOwner[];
}
