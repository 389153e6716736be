import { createHash } from 'node:crypto';
import { keccak256 } from 'ethereum-cryptography/keccak';
import secp256k1 from 'secp256k1';
import { hashTypedData, hexToBytes } from 'viem';
import type { Wallet } from '../../test/visitor/wallet';

/**
 * The same wallets in every process, so that a server can know those that a client in another process logs in with.
 * They sign with native code: a load client should not be what is measured.
 */
export function loadWallets(count: number): Wallet[] {
	return Array.from({ length: count }, (_, index) =>
		nativeWallet(createHash('sha256').update(`load wallet ${index}`).digest()),
	);
}

function nativeWallet(privateKey: Buffer): Wallet {
	const coordinates = secp256k1.publicKeyCreate(privateKey, false).slice(1);
	return {
		account: `0x${hex(keccak256(coordinates).slice(-20))}`,
		chainId: 1,
		sign: (data) => signature(hexToBytes(hashTypedData(data as never)), privateKey),
		signText(text) {
			const bytes = Buffer.from(text);
			const prefix = Buffer.from(`\x19Ethereum Signed Message:\n${bytes.length}`);
			return signature(keccak256(Buffer.concat([prefix, bytes])), privateKey);
		},
	};
}

function signature(digest: Uint8Array, privateKey: Buffer): string {
	const { signature, recid } = secp256k1.ecdsaSign(digest, privateKey);
	return `0x${hex(signature)}${(27 + recid).toString(16)}`;
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}
