import { LoginFailed, type Visitor } from 'rocketchat-app-workspace/visitor';
import { isOffer, signOffer } from './signOffer';
import type { Wallet } from './wallet';

/**
 * Signs in at a provider that speaks the JSON contract of wallet logins: GET gives what to sign, POST to the
 * same address takes the signature.
 *
 * @param url the authorize address with its query
 * @returns where the provider sends the browser next
 * @throws LoginFailed with the provider's own words when it refuses
 */
export async function authorizeWithWallet(visitor: Visitor, url: string, wallet: Wallet): Promise<string> {
	const { location, json: offer, text } = await visitor.get(url, { Accept: 'application/json' });
	if (location) {
		return location;
	}
	if (!isOffer(offer)) {
		throw new LoginFailed('provider', String(offer.error_description ?? text), offer);
	}
	const body = await signOffer(wallet, offer);
	const { json: answer } = await visitor.postJson(url, body, { Accept: 'application/json' });
	if (typeof answer.redirect !== 'string') {
		throw new LoginFailed('provider', String(answer.error_description ?? ''), answer);
	}
	return answer.redirect;
}
