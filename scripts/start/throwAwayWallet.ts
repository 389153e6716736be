import { type MessageTypes, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util';
import { keccak256 } from 'ethereum-cryptography/keccak';
import { secp256k1 } from 'ethereum-cryptography/secp256k1';
import type { TypedData, Wallet } from '../../workspace/visitor/authorizeWithWallet';

/**
 * A wallet on Ethereum's main network whose owner agrees to everything.
 * @param privateKey 32 bytes; unless given, a new one
 */
export function throwAwayWallet(
	privateKey: Buffer = Buffer.from(secp256k1.utils.randomPrivateKey()),
): Wallet {
	// An address is the end of the hash of the public key's coordinates, without their leading 0x04.
	const coordinates = secp256k1.getPublicKey(privateKey, false).slice(1);
	const account = `0x${Buffer.from(keccak256(coordinates).slice(-20)).toString('hex')}`;
	return { account, chainId: 1, sign: (typedData) => signWith(privateKey, typedData) };
}

function signWith(privateKey: Buffer, { types, ...rest }: TypedData): string {
	const allTypes: MessageTypes = { EIP712Domain: [], ...types };
	return signTypedData({ privateKey, data: { ...rest, types: allTypes }, version: SignTypedDataVersion.V4 });
}
