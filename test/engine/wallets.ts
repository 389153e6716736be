import { createHash } from 'node:crypto';
import { throwAwayWallet } from '../../scripts/start/throwAwayWallet';
import type { Wallet } from '../visitor/wallet';

/** A wallet with its key made from a name: each test has its own wallets. */
export function walletNamed(name: string, chainId = 1): Wallet {
	return throwAwayWallet(createHash('sha256').update(`wallet of ${name}`).digest(), chainId);
}
