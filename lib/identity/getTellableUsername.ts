import { looksLikeAddress } from '../ethereum/account';
import type { Wallet } from './Wallet';

/**
 * The username of a wallet's user, for other clients. A user may call themselves by the address of somebody else's
 * wallet, which a tool could take for that wallet; then there is none.
 */
export function getTellableUsername(wallet: Wallet): string | undefined {
	return wallet.kind === 'new' || looksLikeAddress(wallet.user.username) ? undefined : wallet.user.username;
}
