import { type Account, toChecksumAddress } from '../../lib/ethereum/account';
import { fillTemplate } from '../fillText';
import type { MessageToSign } from '../walletPageData';
import type { Eip1193Request } from './eip1193';

/** Who signs, when and on which chain. */
export interface WalletSigner {
	readonly account: Account;
	/** Unix seconds, by the server's clock. */
	readonly timestamp: number;
	readonly chainId: number;
}

/** Fills the signer into the message, and asks for a signature in the way of that kind of message. */
export function buildSigningRequest(
	{ typedData, message }: MessageToSign,
	signer: WalletSigner,
): Eip1193Request {
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
		address: toChecksumAddress(account),
		chainId: String(chainId),
		issuedAt: new Date(timestamp * 1000).toISOString(),
	});
	return { method: 'personal_sign', params: [encodeHex(text), account] };
}

function encodeHex(text: string): string {
	const bytes = [...new TextEncoder().encode(text)];
	return `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
