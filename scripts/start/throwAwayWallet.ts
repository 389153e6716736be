import { personalSign, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util';
import { keccak256 } from 'ethereum-cryptography/keccak';
import { secp256k1 } from 'ethereum-cryptography/secp256k1';
import type { Wallet } from '../../test/visitor/wallet';

/**
 * A wallet without a screen, whose owner agrees to everything.
 * @param privateKey 32 bytes; unless given, a new one
 * @param chainId the chain it is on; Ethereum's main network unless given
 */
export function throwAwayWallet(
	privateKey: Buffer = Buffer.from(secp256k1.utils.randomPrivateKey()),
	chainId = 1,
): Wallet {
	// An address is the end of the hash of the public key's coordinates, without their leading 0x04.
	const coordinates = secp256k1.getPublicKey(privateKey, false).slice(1);
	const account = `0x${Buffer.from(keccak256(coordinates).slice(-20)).toString('hex')}`;
	return {
		account,
		chainId,
		sign: (data) => signTypedData({ privateKey, data, version: SignTypedDataVersion.V4 }),
		signText: (text) => personalSign({ privateKey, data: `0x${Buffer.from(text).toString('hex')}` }),
	};
}
