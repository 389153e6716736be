import type { PageTextKey, PageTexts } from './fillText';
import type { PagePurpose } from './walletPageData';

/** The texts that differ when a wallet is linked to a user. */
const LINK_TEXTS: Partial<Record<PageTextKey, PageTextKey>> = {
	page_title: 'page_connect_title',
	page_lead: 'page_connect_lead',
	page_wallet: 'page_connect_wallet',
	page_done: 'page_connect_done',
	page_error_refused: 'page_connect_refused',
	page_no_wallet_in_app: 'page_connect_no_wallet_phone',
	page_no_wallet_phone: 'page_connect_no_wallet_phone',
};

/** The texts that differ when the login is for a client other than the workspace. */
const CLIENT_TEXTS: Partial<Record<PageTextKey, PageTextKey>> = {
	page_title: 'page_client_title',
	page_lead: 'page_client_lead',
	page_done: 'page_client_done',
	page_no_wallet_phone: 'page_client_no_wallet_phone',
};

/** Replaces the texts that differ for this purpose. */
export function adaptTexts(texts: PageTexts, { kind }: PagePurpose): PageTexts {
	const replacements = kind === 'link' ? LINK_TEXTS : kind === 'client' ? CLIENT_TEXTS : {};
	const replaced = Object.entries(replacements).map(([key, other]) => [key, texts[other] ?? other]);
	return { ...texts, ...Object.fromEntries(replaced) };
}
