import { keccak256 } from 'ethereum-cryptography/keccak.js';

declare const account: unique symbol;

/** An Ethereum address in lower case: the one spelling in which accounts are compared, kept and signed. */
export type Account = string & { readonly [account]: true };

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const ZERO_ADDRESS = `0x${'0'.repeat(40)}`;

/**
 * Takes an address in lower, upper or checksum case; gives its account, or undefined when it is none.
 * The zero address has no key, so it is no account. A wrong checksum is not looked at: who owns the
 * account is proved by a signature, not by spelling.
 */
export function parseAccount(text: unknown): Account | undefined {
	if (typeof text !== 'string' || !ADDRESS.test(text)) {
		return undefined;
	}
	const lowerCase = text.toLowerCase();
	return lowerCase === ZERO_ADDRESS ? undefined : (lowerCase as Account);
}

/** Whether people would take a text for an address, however it is spelled. */
export function looksLikeAddress(text: string): boolean {
	return /^\s*(?:eip155:\d+:)?0x[0-9a-f]{40}\s*$/i.test(text.normalize('NFKC'));
}

/** The account in the mixed-case spelling of EIP-55. */
export function toChecksumAddress(of: Account): string {
	const digits = of.slice(2);
	const hash = keccak256(new TextEncoder().encode(digits));
	let address = '0x';
	for (const [index, digit] of [...digits].entries()) {
		const byte = hash[index >> 1] ?? 0;
		const nibble = index % 2 === 0 ? byte >> 4 : byte & 15;
		address += nibble >= 8 ? digit.toUpperCase() : digit;
	}
	return address;
}
