import { toChecksumAddress } from '@ethereumjs/util';
import type { TypedData, Wallet } from './wallet';

/** What a provider gives a program to sign: typed data, or the template of a Sign-In with Ethereum message. */
export interface Offer {
	readonly challenge: string;
	readonly typedData?: TypedData;
	readonly message?: string;
	/** Unix seconds, as all times here. */
	readonly serverTime: number;
	readonly expiresAt: number;
}

/** What the provider takes for it. */
export interface SignedBody {
	readonly challenge: string;
	readonly account: string;
	readonly timestamp: number;
	readonly chainId: number;
	readonly signature: string;
}

export function isOffer(value: Record<string, unknown>): value is Record<string, unknown> & Offer {
	return (
		typeof value.challenge === 'string' && (isTypedData(value.typedData) || typeof value.message === 'string')
	);
}

/** Fills what is to be signed in with who signs, when (Unix seconds) and on which chain. */
export function fillIn<Unsigned extends Pick<Offer, 'typedData' | 'message'>>(
	{ typedData, message }: Unsigned,
	{ account, timestamp, chainId }: Omit<SignedBody, 'challenge' | 'signature'>,
) {
	return {
		typedData: typedData && {
			...typedData,
			domain: { ...typedData.domain, chainId },
			message: { ...typedData.message, account, timestamp },
		},
		message: message
			?.replace('{address}', () => toChecksumAddress(account))
			.replace('{chainId}', String(chainId))
			.replace('{issuedAt}', new Date(timestamp * 1000).toISOString()),
	};
}

/**
 * Has a wallet sign an offer.
 * @param change what to sign instead of the wallet's account and the provider's time
 */
export async function signOffer(
	wallet: Wallet,
	offer: Offer,
	change: { timestamp?: number; account?: string } = {},
): Promise<SignedBody> {
	const { account, chainId } = wallet;
	const signer = { account, chainId, timestamp: offer.serverTime, ...change };
	const { typedData, message = '' } = fillIn(offer, signer);
	const signature = await (typedData ? wallet.sign(typedData) : wallet.signText(message));
	return { challenge: offer.challenge, ...signer, signature };
}

function isTypedData(value: unknown): value is TypedData {
	return (
		isRecord(value) &&
		isRecord(value.types) &&
		Array.isArray(value.types.EIP712Domain) &&
		isRecord(value.domain) &&
		isRecord(value.message)
	);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
