import { createHash } from 'node:crypto';
import { SignTypedDataVersion, TypedDataUtils } from '@metamask/eth-sig-util';
import { TypedDataEncoder, verifyMessage, verifyTypedData } from 'ethers';
import secp256k1 from 'secp256k1';
import { type Hex, hashTypedData, recoverMessageAddress, recoverTypedDataAddress } from 'viem';
import { expect, test } from 'vitest';
import type { Account } from '../../lib/ethereum/account';
import { parseSignature } from '../../lib/ethereum/parseSignature';
import { recoverFromText, recoverFromTypedData } from '../../lib/ethereum/recoverAccount';
import { makeTypedData } from '../../lib/login/makeTypedData';
import { parseSite } from '../../lib/provider/Site';
import { throwAwayWallet } from '../../scripts/start/throwAwayWallet';
import { timeFor, times } from '../counts';
import { type Random, randomOf } from './mutated';

const SIGNATURES = times(2000);
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The nightly has other ones each day. */
const SEED = times(1) === 1 ? 2 : Math.floor(Date.now() / 86_400_000);

const WORDS = [
	'',
	'Sign in to Acme Chat.',
	'Nur bei https://chat.example',
	'東京',
	'😀',
	'\n',
	'"',
	'\\',
	'0x',
	'é',
];

/** What was signed, in either way that the app knows. */
type Signed =
	| { readonly kind: 'typed data'; readonly data: ReturnType<typeof makeTypedData> }
	| { readonly kind: 'text'; readonly text: string };

function someText(random: Random): string {
	return Array.from({ length: random(6) }, () => WORDS[random(WORDS.length)]).join(' ');
}

function someMessage(random: Random): Signed {
	if (random(2) === 0) {
		return { kind: 'text', text: someText(random) + random(1e9) };
	}
	const site = parseSite(`https://chat${random(1e6)}.example/${random(2) ? 'x' : ''}`, 'Acme', 'app');
	const signer = {
		account: `0x${hash(random).slice(0, 40)}`,
		timestamp: 1_700_000_000 + random(1e9),
		chainId: 1 + random(random(2) ? 10 : 2 ** 31),
	};
	return {
		kind: 'typed data',
		data: makeTypedData({ challenge: hash(random), action: someText(random), site }, signer),
	};
}

function hash(random: Random): string {
	return createHash('sha256')
		.update(String(random(2 ** 31)))
		.digest('hex');
}

/** Who has signed: as the app says it, undefined when it lets nobody in. */
function ours(signed: Signed, signature: string): Account | undefined {
	const gated = parseSignature(signature);
	if (!gated) {
		return undefined;
	}
	return signed.kind === 'text'
		? recoverFromText(signed.text, gated)
		: recoverFromTypedData(signed.data, gated);
}

/** As two libraries say it that know nothing of each other, or of eth-sig-util. */
async function theirs(signed: Signed, signature: Hex): Promise<string[]> {
	if (signed.kind === 'text') {
		const { text: message } = signed;
		return [await recoverMessageAddress({ message, signature }), verifyMessage(message, signature)].map(
			lower,
		);
	}
	const { domain, types, primaryType, message } = signed.data;
	const { EIP712Domain: _, ...others } = types;
	return [
		await recoverTypedDataAddress({ domain, types, primaryType, message, signature } as never),
		verifyTypedData(domain, others, message, signature),
	].map(lower);
}

const lower = (address: string) => address.toLowerCase();

/** s with v in its first bit (EIP-2098). */
function shorten(s: string, v: string): string {
	return (BigInt(`0x${s}`) | (v === '1c' ? 1n << 255n : 0n)).toString(16).padStart(64, '0');
}

/** A signature that was tampered with, or another message beside it. */
function mutant(signed: Signed, signature: string, random: Random): { signed: Signed; signature: string } {
	const [r, s, v] = [signature.slice(2, 66), signature.slice(66, 130), signature.slice(130)];
	const twinS = (ORDER - BigInt(`0x${s}`)).toString(16).padStart(64, '0');
	const otherV = v === '1b' ? '1c' : '1b';
	const bytes = Buffer.from(signature.slice(2), 'hex');
	const at = random(65);
	bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
	const mutants: (() => { signed: Signed; signature: string })[] = [
		() => ({ signed, signature: `0x${bytes.toString('hex')}` }),
		() => ({ signed, signature: `0x${r}${twinS}${otherV}` }),
		() => ({ signed, signature: `0x${r}${s}${otherV}` }),
		() => ({ signed, signature: `0x${r}${s}${v === '1b' ? '00' : '01'}` }),
		() => ({ signed, signature: `0x${r}${shorten(s, v)}` }),
		() => ({ signed, signature: `0x${r}${shorten(s, otherV)}` }),
		() => ({ signed, signature: `0x${s}${r}${v}` }),
		() => ({ signed, signature: `0x${'0'.repeat(64)}${s}${v}` }),
		() => ({ signed, signature: `0x${r}${ORDER.toString(16)}${v}` }),
		() => ({ signed, signature: signature.slice(0, -2) }),
		() => ({ signed, signature: `${signature}00` }),
		() => ({ signed, signature: `0X${signature.slice(2)}` }),
		() => ({ signed, signature: `0x${signature.slice(2).toUpperCase()}` }),
		() => ({ signed: someMessage(random), signature }),
		() => ({ signed: tampered(signed, random), signature }),
	];
	return (mutants[random(mutants.length)] as (typeof mutants)[number])();
}

/** The same message, but for one field or letter. */
function tampered(signed: Signed, random: Random): Signed {
	if (signed.kind === 'text') {
		return { kind: 'text', text: `${signed.text}${random(2) ? ' ' : '\n'}` };
	}
	const { data } = signed;
	const fields = ['account', 'timestamp', 'workspace', 'action', 'nonce'] as const;
	const field = fields[random(fields.length)] ?? 'account';
	const value = data.message[field];
	const changed =
		typeof value === 'number' ? value + 1 : `${value}`.replace(/.$/s, (last) => (last === '0' ? '1' : '0'));
	return { kind: 'typed data', data: { ...data, message: { ...data.message, [field]: changed || 'x' } } };
}

test(
	'whom the app lets in, viem and ethers let in, too: for genuine signatures and their mutants',
	async () => {
		const random = randomOf(SEED);
		let accepted = 0;
		let refused = 0;
		for (let index = 0; index < SIGNATURES; index += 1) {
			const key = createHash('sha256').update(`differential ${SEED} ${index}`).digest();
			const wallet = throwAwayWallet(key);
			const signed = someMessage(random);
			const signature = signedBy(key, signed);
			expect(ours(signed, signature)).toBe(wallet.account);
			expect(await theirs(signed, signature)).toEqual([wallet.account, wallet.account]);
			for (let each = 0; each < 3; each += 1) {
				const changed = mutant(signed, signature, random);
				if (ours(changed.signed, changed.signature) === wallet.account) {
					accepted += 1;
					// viem takes neither the short form nor 0X: what the app makes of them is the signature to compare.
					const others = await theirs(changed.signed, parseSignature(changed.signature) as Hex);
					expect([changed, others]).toEqual([changed, [wallet.account, wallet.account]]);
				} else {
					refused += 1;
				}
			}
		}
		// Some mutants are the same signature in another spelling; most are none.
		expect(accepted).toBeGreaterThan(0);
		// Five of fifteen are, one of them half of the time.
		expect(refused).toBeGreaterThan(accepted * 2);
	},
	timeFor(180),
);

/** What a wallet signs, as the library that verifies says it. */
function digestOf(data: object): Buffer {
	return TypedDataUtils.eip712Hash(data as never, SignTypedDataVersion.V4);
}

/** With native code: what is compared is who verifies. */
function signedBy(key: Buffer, signed: Signed): Hex {
	const wallet = throwAwayWallet(key);
	if (signed.kind === 'text') {
		return wallet.signText(signed.text) as Hex;
	}
	const { signature, recid } = secp256k1.ecdsaSign(digestOf(signed.data), key);
	return `0x${Buffer.from(signature).toString('hex')}${(27 + recid).toString(16)}`;
}

test(
	'the digest of eth-sig-util is that of viem and ethers',
	() => {
		const random = randomOf(SEED);
		for (let index = 0; index < SIGNATURES; index += 1) {
			const signed = someMessage(random);
			if (signed.kind === 'text') {
				continue;
			}
			const { domain, types, primaryType, message } = signed.data;
			const { EIP712Domain: _, ...others } = types;
			const byOthers = [
				hashTypedData({ domain, types, primaryType, message } as never),
				TypedDataEncoder.hash(domain, others, message),
			];
			const digest = `0x${digestOf(signed.data).toString('hex')}`;
			expect(byOthers).toEqual([digest, digest]);
		}
	},
	timeFor(30),
);
