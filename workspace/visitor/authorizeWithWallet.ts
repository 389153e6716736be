import { isJson, readJson } from './json';
import { LoginFailed } from './loginFailed';
import type { Visitor } from './visitor';

/** EIP-712 typed data, as far as a visitor fills it in. */
export interface TypedData {
	types: Record<string, { name: string; type: string }[]>;
	primaryType: string;
	domain: Record<string, unknown>;
	message: Record<string, unknown>;
}

/** Who signs for a visitor. */
export interface Wallet {
	account: string;
	chainId: number;
	/** `eth_signTypedData_v4` over the filled data; rejects when its owner does. */
	sign(typedData: TypedData): string | Promise<string>;
}

function isTypedData(value: unknown): value is TypedData {
	return isJson(value) && isJson(value.types) && isJson(value.domain) && isJson(value.message);
}

/**
 * Signs in at a provider that speaks the JSON contract of wallet logins: GET gives the typed data, POST to the
 * same address takes the signature.
 *
 * @param url the authorize address with its query
 * @returns where the provider sends the browser next
 * @throws LoginFailed with the provider's own words when it refuses
 */
export async function authorizeWithWallet(visitor: Visitor, url: string, wallet: Wallet): Promise<string> {
	const page = await visitor.get(url, { Accept: 'application/json' });
	const offer = readJson(page.text);
	if (page.location) {
		return page.location;
	}
	if (!isTypedData(offer.typedData)) {
		throw new LoginFailed('provider', String(offer.error_description ?? page.text), offer);
	}
	const timestamp = Number(offer.serverTime);
	const { account, chainId } = wallet;
	const signature = await wallet.sign({
		...offer.typedData,
		domain: { ...offer.typedData.domain, chainId },
		message: { ...offer.typedData.message, account, timestamp },
	});
	const body = { challenge: offer.challenge, account, timestamp, chainId, signature };
	const answer = readJson((await visitor.postJson(url, body, { Accept: 'application/json' })).text);
	if (typeof answer.redirect !== 'string') {
		throw new LoginFailed('provider', String(answer.error_description ?? ''), answer);
	}
	return answer.redirect;
}
