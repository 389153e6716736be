import type { Account } from '../ethereum/account';
import type { DerivedKeys } from '../keys/deriveKeys';
import { makeTag } from './walletTag';

/**
 * A username that nobody has, for a wallet whose user exists. Rocket.Chat looks for a user by the name before it looks
 * by the id, and only the id is to count.
 */
export function makeUnusedUsername(account: Account, keys: DerivedKeys): string {
	return `${account.slice(0, 10)}-${makeTag(account, keys.returningTag)}`;
}
