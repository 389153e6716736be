import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAccount, toChecksumAddress } from '../../lib/ethereum/account';

/** EIP-55's own examples. */
const CHECKSUMMED = [
	'0x52908400098527886E0F7030069857D2E4169EE7',
	'0xde709f2102306220921060314715629080e2fb77',
	'0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
	'0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
	'0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
	'0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
];

test.each(CHECKSUMMED)('%s is spelled as EIP-55 does', (address) => {
	const account = parseAccount(address);
	expect(account).toBe(address.toLowerCase());
	expect(account && toChecksumAddress(account)).toBe(address);
});

test('lower, upper and checksum case are one account', () => {
	for (const address of CHECKSUMMED) {
		const upper = `0x${address.slice(2).toUpperCase()}`;
		expect(parseAccount(upper)).toBe(parseAccount(address.toLowerCase()));
	}
});

test.each([
	['the zero address', `0x${'0'.repeat(40)}`],
	['too short', `0x${'a'.repeat(39)}`],
	['too long', `0x${'a'.repeat(41)}`],
	['no prefix', 'a'.repeat(42)],
	['unicode digits', `0x${'１'.repeat(40)}`],
	['a line break after it', `0x${'a'.repeat(40)}\n`],
	['an array', [`0x${'a'.repeat(40)}`]],
	['null', null],
])('%s is no account', (_what, value) => {
	expect(parseAccount(value)).toBeUndefined();
});

test('whatever is taken for an account is 42 lower-case characters', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.stringMatching(/^0x[0-9a-fA-F]{39,41}$/)), (value) => {
			const account = parseAccount(value);
			expect(account === undefined || /^0x[0-9a-f]{40}$/.test(account)).toBe(true);
		}),
	);
});
