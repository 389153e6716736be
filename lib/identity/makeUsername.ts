import type { Account } from '../ethereum/account';
import type { DerivedKeys } from '../keys/deriveKeys';
import { makeTag, TAG_PATTERN } from './walletTag';

/**
 * The username of a user that a wallet's first login creates, such as `0x251aeaf0-k7f3q9`: the address's start
 * for people, then a tag. A vanity address with the same start gets another name.
 * @param nth of the wallet's names, from 0: one that was used is known to everybody, and may be anybody's by now
 */
export function makeUsername(account: Account, keys: DerivedKeys, nth = 0): string {
	return `${account.slice(0, 10)}-${makeTag(nth > 0 ? `${account} ${nth}` : account, keys.nameTag)}`;
}

/**
 * The names for a user to be created by: the first one, and a second in case somebody else has got the first.
 * @param releases how often the wallet was separated from a user it had created, whose name is known by now
 */
export function makeUsernames(
	account: Account,
	keys: DerivedKeys,
	releases: number,
): readonly [string, string] {
	return [makeUsername(account, keys, 2 * releases), makeUsername(account, keys, 2 * releases + 1)];
}

const WALLET_USERNAME = new RegExp(`^0x[0-9a-f]{8}-${TAG_PATTERN}$`);

/** Whether a username could be made by `makeUsername`. Only the key can tell for which account. */
export function looksLikeWalletUsername(username: string): boolean {
	return WALLET_USERNAME.test(username);
}
