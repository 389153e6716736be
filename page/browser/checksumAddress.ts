import { keccak256 } from 'ethereum-cryptography/keccak';

/** The address in the spelling of EIP-55, whose capitals are a checksum. */
export function checksumAddress(account: string): string {
	const digits = account.slice(2).toLowerCase();
	const hash = keccak256(new TextEncoder().encode(digits));
	const spelled = [...digits].map((digit, index) => {
		const nibble = ((hash[index >> 1] ?? 0) >> (index % 2 ? 0 : 4)) & 15;
		return nibble > 7 ? digit.toUpperCase() : digit;
	});
	return `0x${spelled.join('')}`;
}
