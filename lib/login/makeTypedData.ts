import type { TypedData } from '../ethereum/recoverAccount';
import type { Site } from '../provider/Site';
import { hashChallenge } from './hashChallenge';

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

/** What the wallet's owner fills in: who, when (Unix seconds), on which chain. */
export interface Signer {
	readonly account: string;
	readonly timestamp: number;
	readonly chainId: number;
}

/**
 * The EIP-712 message that a wallet signs to log in.
 * @param action the sentence that tells a person what the signature does
 */
export function makeTypedData(
	{ challenge, action, site }: { readonly challenge: string; readonly action: string; readonly site: Site },
	signer: Signer,
) {
	return {
		types: TYPES,
		primaryType: 'Code' as const,
		domain: {
			name: 'RocketChat Login',
			version: '2',
			chainId: signer.chainId,
			verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
		},
		message: {
			account: signer.account,
			timestamp: signer.timestamp,
			workspace: site.url,
			action,
			nonce: `0x${hashChallenge(challenge)}`,
		},
	} satisfies TypedData;
}

export type CodeTypedData = ReturnType<typeof makeTypedData>;
