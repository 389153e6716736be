import { type Account, checksumAddress } from '../../lib/ethereum/account';
import { fillTemplate } from '../fillText';
import type { UnsignedMessage } from '../signInData';
import type { WalletRequest } from './eip1193';

/** Who signs, when and on which chain. */
export interface Signer {
	/** In lower case. */
	readonly account: Account;
	/** Unix seconds, by the server's clock. */
	readonly timestamp: number;
	readonly chainId: number;
}

/** What to ask the wallet so that it shows the message, with its signer filled in, and signs it. */
export function signingRequest({ typedData, message }: UnsignedMessage, signer: Signer): WalletRequest {
	const { account, timestamp, chainId } = signer;
	if (typedData) {
		const filledIn = {
			...typedData,
			domain: { ...typedData.domain, chainId },
			message: { ...typedData.message, account, timestamp },
		};
		return { method: 'eth_signTypedData_v4', params: [account, JSON.stringify(filledIn)] };
	}
	const text = fillTemplate(message, {
		address: checksumAddress(account),
		chainId: String(chainId),
		issuedAt: new Date(timestamp * 1000).toISOString(),
	});
	return { method: 'personal_sign', params: [hexOf(text), account] };
}

function hexOf(text: string): string {
	const bytes = [...new TextEncoder().encode(text)];
	return `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
