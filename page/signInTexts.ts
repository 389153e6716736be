import type { PageTextKey, PageTexts } from './fillText';

/** What is said in other words when a wallet is being connected to a user. */
const WHEN_CONNECTING: Partial<Record<PageTextKey, PageTextKey>> = {
	page_title: 'page_connect_title',
	page_lead: 'page_connect_lead',
	page_wallet: 'page_connect_wallet',
	page_done: 'page_connect_done',
	page_error_refused: 'page_connect_refused',
	page_no_wallet_in_app: 'page_connect_no_wallet_phone',
	page_no_wallet_phone: 'page_connect_no_wallet_phone',
};

/** What is said in other words when the login is for another client than the workspace itself. */
const FOR_A_CLIENT: Partial<Record<PageTextKey, PageTextKey>> = {
	page_title: 'page_client_title',
	page_lead: 'page_client_lead',
	page_done: 'page_client_done',
	page_no_wallet_phone: 'page_client_no_wallet_phone',
};

/**
 * The sentences for what the page is about.
 * @param connectsTo the username of whom a wallet is being connected to; empty for a login
 * @param clientName the name of the client to log in to; empty when it is the workspace itself
 */
export function signInTexts(texts: PageTexts, connectsTo: string, clientName: string): PageTexts {
	const others = connectsTo ? WHEN_CONNECTING : clientName ? FOR_A_CLIENT : {};
	const replaced = Object.entries(others).map(([key, other]) => [key, texts[other] ?? other]);
	return { ...texts, ...Object.fromEntries(replaced) };
}
