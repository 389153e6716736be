import { createHmac } from 'crypto';
import type { Account } from '../ethereum/account';
import type { DerivedKeys } from '../keys/deriveKeys';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const TAG_LENGTH = 6;

/**
 * The name of a user that a wallet's first login creates, such as `0x251aeaf0-k7f3q9`: the address's start
 * for people, then a tag that only this installation can compute. So nobody can register the name before
 * the wallet's owner comes, and a vanity address with the same start gets another name.
 * @param nth of the wallet's names, from 0: one that was used is known to everybody, and may be anybody's by now
 */
export function makeUsername(account: Account, keys: DerivedKeys, nth = 0): string {
	return `${account.slice(0, 10)}-${tag(nth > 0 ? `${account} ${nth}` : account, keys.nameTag)}`;
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

/**
 * A name of the same kind that nobody has, for a wallet whose user exists. Rocket.Chat looks for a user by the name
 * before it looks by the id; only the id is to count.
 */
export function makeUnusedUsername(account: Account, keys: DerivedKeys): string {
	return `${account.slice(0, 10)}-${tag(account, keys.returningTag)}`;
}

const WALLET_NAME = new RegExp(`^0x[0-9a-f]{8}-[${ALPHABET}]{${TAG_LENGTH}}$`);

/** Whether a username could be made by `makeUsername`; whose, only the key can tell. */
export function looksLikeWalletUsername(username: string): boolean {
	return WALLET_NAME.test(username);
}

/** A placeholder e-mail address, for workspaces that want one: as hard to guess as the name, with a tag of its own. */
export function makePlaceholderEmail(account: Account, key: Buffer, domain: string): string {
	return `${account}.${tag(account, key)}@${domain}`;
}

function tag(subject: string, key: Buffer): string {
	const bytes = createHmac('sha256', key).update(subject).digest().subarray(0, TAG_LENGTH);
	return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}
