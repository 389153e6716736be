import type { FlatTypedData } from '../ethereum/typedDataDigest';
import type { Site } from '../provider/Site';
import { nonceOf } from './challenge';

const TYPES = {
	EIP712Domain: [
		{ name: 'name', type: 'string' },
		{ name: 'version', type: 'string' },
		{ name: 'chainId', type: 'uint256' },
		{ name: 'verifyingContract', type: 'address' },
	],
	Code: [
		{ name: 'account', type: 'string' },
		{ name: 'timestamp', type: 'uint256' },
		{ name: 'workspace', type: 'string' },
		{ name: 'action', type: 'string' },
		{ name: 'nonce', type: 'bytes32' },
	],
};

/** The EIP-712 message that a wallet signs to log in. */
export type CodeTypedData = FlatTypedData;

/** What the wallet's owner fills in: who, when (Unix seconds), on which chain. */
export interface Signer {
	readonly account: string;
	readonly timestamp: number;
	readonly chainId: number;
}

/**
 * The typed data for this challenge at this workspace, signed by this signer.
 * @param action the sentence that tells a person what the signature does
 */
export function codeTypedData(
	challenge: string,
	workspace: Site,
	action: string,
	signer: Signer,
): CodeTypedData {
	return {
		types: TYPES,
		primaryType: 'Code',
		domain: {
			name: 'RocketChat Login',
			version: '2',
			chainId: signer.chainId,
			verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
		},
		message: {
			account: signer.account,
			timestamp: signer.timestamp,
			workspace: workspace.url,
			action,
			nonce: `0x${nonceOf(challenge)}`,
		},
	};
}
