import { createHash } from 'node:crypto';
import { privateToAddress } from '@ethereumjs/util';
import { SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util';
import type { TypedData, Wallet } from '../../workspace/visitor/authorizeWithWallet';

/** A wallet without a screen, its key made from a name: each test has its own wallets. */
export function walletNamed(name: string, chainId = 1): Wallet {
	const privateKey = createHash('sha256').update(`wallet of ${name}`).digest();
	return {
		account: `0x${Buffer.from(privateToAddress(privateKey)).toString('hex')}`,
		chainId,
		sign: (typedData: TypedData) => signV4(privateKey, typedData),
	};
}

function signV4(privateKey: Buffer, data: TypedData): string {
	// eth-sig-util's type wants EIP712Domain by name; every typed data of ours has it.
	return signTypedData({
		privateKey,
		data: data as Parameters<typeof signTypedData>[0]['data'] & never,
		version: SignTypedDataVersion.V4,
	});
}
