import type { TypedMessage } from '@metamask/eth-sig-util/sign-typed-data';
import { sha256 } from './digest';
import { text } from './texts';
import type { Workspace } from './workspace';

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
export type CodeTypedData = TypedMessage<typeof TYPES>;

/** What the wallet's owner fills in: who, when (Unix seconds), on which chain. */
export interface Signer {
	readonly account: string;
	readonly timestamp: number;
	readonly chainId: number;
}

/** As a client gets it, to be filled in. */
export const UNSIGNED: Signer = { account: '', timestamp: 0, chainId: 0 };

/**
 * The typed data for this challenge at this workspace, signed by this signer.
 * @param connectsTo the username of whom the wallet is connected to; empty for a login
 */
export function codeTypedData(
	challenge: string,
	workspace: Workspace,
	signer: Signer,
	connectsTo = '',
): CodeTypedData {
	const { name, url } = workspace;
	const values = { workspace: name, origin: new URL(url).origin, user: connectsTo };
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
			workspace: url,
			action: text(connectsTo === '' ? 'sign_in_action' : 'connect_action', values),
			nonce: `0x${Buffer.from(sha256(challenge), 'base64url').toString('hex')}`,
		},
	};
}
