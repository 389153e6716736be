import { readJson } from './json';
import { LoginFailed } from './loginFailed';
import { isOffer, signOffer } from './signOffer';
import type { Visitor } from './visitor';
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
	const page = await visitor.get(url, { Accept: 'application/json' });
	const offer = readJson(page.text);
	if (page.location) {
		return page.location;
	}
	if (!isOffer(offer)) {
		throw new LoginFailed('provider', String(offer.error_description ?? page.text), offer);
	}
	const body = await signOffer(wallet, offer);
	const answer = readJson((await visitor.postJson(url, body, { Accept: 'application/json' })).text);
	if (typeof answer.redirect !== 'string') {
		throw new LoginFailed('provider', String(answer.error_description ?? ''), answer);
	}
	return answer.redirect;
}
