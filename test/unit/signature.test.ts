import { recoverTypedSignature, SignTypedDataVersion } from '@metamask/eth-sig-util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSignature, type Signature } from '../../lib/ethereum/parseSignature';
import { recoverFromTypedData } from '../../lib/ethereum/recoverAccount';
import { makeTypedData } from '../../lib/login/makeTypedData';
import { writeSentence } from '../../lib/login/writeSentence';
import { ACCOUNT, FORM, freshChallenge, NOW, SITE, sign } from './signing';

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The seed's sample: a genuine signature of MetaMask's. */
const SEED = {
	account: '0x251aeaf02504f244f268d9886bee324e5cbb2bd6',
	signature:
		'0xef77ada92489d08215e1888ef663ba4631eece2460597b1ac44dd0b41f021a0e2dddce190b425e9b7e730fca4a3f807c939ff19c6ba668d330ef71440f4cbbcd1b',
	data: {
		domain: {
			chainId: 1,
			name: 'RocketChat Login',
			verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
			version: '1',
		},
		message: { account: '0x251aeaf02504f244f268d9886bee324e5cbb2bd6', timestamp: 1721629896 },
		primaryType: 'Code' as const,
		types: {
			EIP712Domain: [
				{ name: 'name', type: 'string' },
				{ name: 'version', type: 'string' },
				{ name: 'chainId', type: 'uint256' },
				{ name: 'verifyingContract', type: 'address' },
			],
			Code: [
				{ name: 'account', type: 'string' },
				{ name: 'timestamp', type: 'uint256' },
			],
		},
	},
};

const challenge = freshChallenge();
const answer = sign(challenge);
const action = writeSentence({ purpose: { kind: 'login' }, tool: undefined }, FORM, SITE);
const data = makeTypedData({ challenge, action, site: SITE }, answer);
const r = answer.signature.slice(2, 66);
const s = answer.signature.slice(66, 130);
const v = answer.signature.slice(130);
const highS = (ORDER - BigInt(`0x${s}`)).toString(16).padStart(64, '0');
const flippedV = v === '1b' ? '1c' : '1b';

test("the seed's own sample is signed by its account", () => {
	const signature = parseSignature(SEED.signature);
	expect(signature && recoverFromTypedData(SEED.data, signature)).toBe(SEED.account);
});

test('a signature of ours is signed by its account', () => {
	expect(recoverFromTypedData(data, answer.signature)).toBe(ACCOUNT);
});

test.each([['its high-s twin', `0x${r}${highS}${flippedV}`]])(
	'%s is a twin that eth-sig-util accepts and the gate refuses',
	(_what, twin) => {
		expect(recoverTypedSignature({ data, signature: twin, version: SignTypedDataVersion.V4 })).toBe(ACCOUNT);
		expect(parseSignature(twin)).toBeUndefined();
	},
);

test.each([
	['v of 0 or 1', `0x${r}${s}${v === '1b' ? '00' : '01'}`],
	['EIP-2098', `0x${r}${((v === '1c' ? 1n << 255n : 0n) | BigInt(`0x${s}`)).toString(16).padStart(64, '0')}`],
	['an upper-case prefix', `0X${answer.signature.slice(2)}`],
])('a signature with %s is the same in another spelling, and becomes the one spelling', (_what, spelling) => {
	expect(parseSignature(spelling)).toBe(answer.signature);
});

test('each v is read from each form', () => {
	const recoveries = { '1b': ['00', '1b'], '1c': ['01', '1c'] };
	for (const [canonical, bytes] of Object.entries(recoveries)) {
		for (const byte of bytes) {
			expect(parseSignature(`0x${r}${s}${byte}`)).toBe(`0x${r}${s}${canonical}`);
		}
		const first = BigInt(`0x${s}`) | (canonical === '1c' ? 1n << 255n : 0n);
		expect(parseSignature(`0x${r}${first.toString(16).padStart(64, '0')}`)).toBe(`0x${r}${s}${canonical}`);
	}
});

test('upper-case hex is the same signature in another spelling, and becomes the one spelling', () => {
	expect(parseSignature(`0x${answer.signature.slice(2).toUpperCase()}`)).toBe(answer.signature);
});

test.each([
	['odd length', answer.signature.slice(0, -1)],
	['no prefix', `00${answer.signature.slice(2)}`],
	['extra bytes', `${answer.signature}00`],
	['10 kB of hex', `0x${'ab'.repeat(5000)}`],
	['v of 29', `0x${r}${s}1d`],
	['not hex', `0x${'g'.repeat(130)}`],
	['unicode digits', `0x${'１'.repeat(130)}`],
	['a number', 5],
	['null', null],
	['an object', { length: 132 }],
])('%s is no signature', (_what, value) => {
	expect(parseSignature(value)).toBeUndefined();
});

test.each([
	['r of 0', `0x${'0'.repeat(64)}${s}${v}`],
	['s of 0', `0x${r}${'0'.repeat(64)}${v}`],
	['r beyond the order', `0x${'f'.repeat(64)}${s}${v}`],
])('%s belongs to no key', (_what, value) => {
	const signature = parseSignature(value);
	expect(signature && recoverFromTypedData(data, signature)).toBeUndefined();
});

test('a flipped bit anywhere is never the same signer', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 519 }), (bit) => {
			const bytes = Buffer.from(answer.signature.slice(2), 'hex');
			const index = bit >> 3;
			bytes[index] = (bytes[index] ?? 0) ^ (1 << (bit & 7));
			const flipped = parseSignature(`0x${bytes.toString('hex')}`);
			expect(flipped && recoverFromTypedData(data, flipped)).not.toBe(ACCOUNT);
		}),
		{ numRuns: 60 },
	);
});

test('the gate and the recovery never throw', () => {
	fc.assert(
		fc.property(fc.oneof(fc.anything(), fc.stringMatching(/^0x[0-9a-f]{128}1[bc]$/)), (value) => {
			const signature: Signature | undefined = parseSignature(value);
			if (signature) {
				recoverFromTypedData(data, signature);
			}
		}),
		{ numRuns: 100 },
	);
});

test('a timestamp signed as another number is another message', () => {
	const other = { ...data, message: { ...data.message, timestamp: NOW + 1 } };
	expect(recoverFromTypedData(other, answer.signature)).not.toBe(ACCOUNT);
});
