import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as original from '@metamask/eth-sig-util';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../scripts/bundle/bundleApp';

type Recovery = typeof import('./recovery.entry');

const V4 = original.SignTypedDataVersion.V4;

/** The seed's typed data: its domain, and its message with the given content. */
function typedData(account: string, timestamp: number) {
	return {
		domain: {
			chainId: 1,
			name: 'RocketChat Login',
			verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
			version: '1',
		},
		message: { account, timestamp },
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
	};
}

const SEED_ACCOUNT = '0x251aeaf02504f244f268d9886bee324e5cbb2bd6';
const SEED_SIGNATURE =
	'0xef77ada92489d08215e1888ef663ba4631eece2460597b1ac44dd0b41f021a0e2dddce190b425e9b7e730fca4a3f807c939ff19c6ba668d330ef71440f4cbbcd1b';

let bundled: Recovery;
beforeAll(async () => {
	const { code } = await bundle({ entry: join(import.meta.dirname, 'recovery.entry.ts'), format: 'cjs' });
	const module = { exports: {} };
	const load = new Function('exports', 'module', 'require', 'globalThis', `${code}\nreturn module.exports;`);
	bundled = load(module.exports, module, createRequire(import.meta.url), undefined);
});

/** Whom the package as published takes for the signer, of a signature that the gate lets in. */
function published(signature: string, recover: () => string): string | undefined {
	if (!bundled.parseSignature(signature)) {
		return undefined;
	}
	try {
		return recover();
	} catch {
		return undefined;
	}
}

const privateKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => {
	const key = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
	return key > 0n && key < 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
});
/** A position in a signature's hex, and the digit to put there. */
const damage = fc.record({
	at: fc.integer({ min: 2, max: 131 }),
	digit: fc.constantFrom(...'0123456789abcdef'),
});

function damaged(signature: string, { at, digit }: { at: number; digit: string }): string {
	return signature.slice(0, at) + digit + signature.slice(at + 1);
}

test("recovers the seed's own sample in the bundle", () => {
	const signature = bundled.parseSignature(SEED_SIGNATURE);
	const data = typedData(SEED_ACCOUNT, 1721629896);
	expect(signature && bundled.recoverFromTypedData(data, signature)).toBe(SEED_ACCOUNT);
});

describe('recovery in the bundle equals that of the package as published', () => {
	test('for typed data, also with a damaged signature', () => {
		fc.assert(
			fc.property(privateKey, fc.string(), fc.nat(), damage, (key, account, timestamp, change) => {
				const data = typedData(account, timestamp);
				const intact = original.signTypedData({ privateKey: Buffer.from(key), data, version: V4 });
				for (const signature of [intact, damaged(intact, change)]) {
					const gated = bundled.parseSignature(signature);
					expect(gated && bundled.recoverFromTypedData(data, gated)).toBe(
						published(signature, () => original.recoverTypedSignature({ data, signature, version: V4 })),
					);
				}
			}),
			{ numRuns: 200 },
		);
	});

	test('for personal messages, also with a damaged signature', () => {
		fc.assert(
			fc.property(privateKey, fc.string(), damage, (key, text, change) => {
				const data = `0x${Buffer.from(text).toString('hex')}`;
				const intact = original.personalSign({ privateKey: Buffer.from(key), data });
				for (const signature of [intact, damaged(intact, change)]) {
					const gated = bundled.parseSignature(signature);
					expect(gated && bundled.recoverFromText(text, gated)).toBe(
						published(signature, () => original.recoverPersonalSignature({ data, signature })),
					);
				}
			}),
			{ numRuns: 200 },
		);
	});
});
