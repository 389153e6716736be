import script from 'page:browser/walletPage.ts';
import type { LastValue } from '../lib/cache/LastValue';
import { listScopeTexts, parseScopes } from '../lib/oauth/scopes';
import { adaptTexts } from './adaptTexts';
import { buildWalletAppUrl } from './buildWalletAppUrl';
import { drawQrCode, encodeQrCode, type QrCode } from './drawQrCode';
import { fillText, type PageTextKey } from './fillText';
import { type Html, html, jsonScript } from './html';
import { type RenderedPage, renderDocument } from './renderDocument';
import { getPlaceholderValues, getStatement, type PagePurpose, type WalletPageData } from './walletPageData';

/** What the wallet page is rendered from. */
export type WalletPageView = WalletPageData & {
	/** BCP 47. */
	readonly lang: string;
	/** The language of the text to sign, BCP 47; default: the page's. */
	readonly messageLang?: string;
	/** Where "Cancel" leads: the client's redirect URI with `error=access_denied`. Absent in a frame. */
	readonly cancelUrl?: string;
};

/** Renders the page where people choose a wallet and sign; its script does the rest. */
export function renderWalletPage(view: WalletPageView, qrCodes: LastValue<QrCode>): RenderedPage {
	const { lang, messageLang = lang, cancelUrl, ...shared } = view;
	const { purpose } = view;
	const texts = adaptTexts(view.texts, purpose);
	const data: WalletPageData = { ...shared, texts };
	const values = getPlaceholderValues(view);
	const say = (key: PageTextKey) => fillText(texts, key, values);
	const link = buildWalletAppUrl(view.workspaceUrl);
	const onPhone = () =>
		renderOnPhone(
			link,
			qrCodes.get([link], () => encodeQrCode(link)),
			say,
		);

	const main = html`<header>
<h1>${say('page_title')}</h1>
<p class="site">${new URL(view.workspaceUrl).host}</p>
</header>
<p>${say('page_lead')}</p>
${renderConsequence(purpose, say)}<section id="wallets" aria-labelledby="wallets-title" hidden>
<div class="heading">
<h2 id="wallets-title">${say('page_wallets')}</h2>
<p id="time-left" role="timer"></p>
</div>
<ul id="wallet-list"></ul>
</section>
<p id="time-warning" class="heard" aria-live="polite"></p>
<p id="status" role="status">${say('page_no_script')}</p>
<p id="account" hidden><span>${say('page_account')}</span> <code></code></p>
<div id="problem" class="problem" role="alert"></div>
${purpose.kind === 'frame' ? renderSecondFactor(say) : ''}<div id="actions"></div>
${purpose.kind === 'login' || purpose.kind === 'frame' ? onPhone() : ''}<figure id="message" hidden>
<figcaption>${say('page_message')}</figcaption>
<blockquote lang="${messageLang}">${getStatement(view)}</blockquote>
</figure>
<footer>
<p>${say('page_safety')}</p>
${cancelUrl ? html`<p><a href="${cancelUrl}">${say('page_cancel')}</a></p>\n` : ''}</footer>
${jsonScript('sign-in', data)}`;

	const title = fillText(texts, 'page_title', values);
	const framedBy = purpose.kind === 'frame' ? purpose.parentOrigin : undefined;
	return renderDocument({ lang, title, main, script, framedBy });
}

/** What to know before signing, when this is not a login to the workspace. */
function renderConsequence(purpose: PagePurpose, say: (key: PageTextKey) => string): Html {
	switch (purpose.kind) {
		case 'link':
			return html`<p><strong>${say('page_connect_only_owner')}</strong></p>\n`;
		case 'client':
			return renderClientAccess(purpose.scope, say);
		default:
			return html``;
	}
}

function renderClientAccess(scope: string, say: (key: PageTextKey) => string): Html {
	const items = listScopeTexts(parseScopes(scope)).map((key) => html`<li>${say(key)}</li>\n`);
	return html`<div class="client">
<p>${say('page_client')}</p>
<ul>
${items}</ul>
</div>
`;
}

/** The form for the two-factor code that Rocket.Chat may ask for in its login frame. */
function renderSecondFactor(say: (key: PageTextKey) => string): Html {
	return html`<form id="second-factor" hidden>
<label>${say('page_code')} <input inputmode="numeric" autocomplete="one-time-code" required></label>
<button>${say('page_code_send')}</button>
</form>
`;
}

/** For a computer without a wallet, where a phone may have one. */
function renderOnPhone(link: string, qrCode: QrCode, say: (key: PageTextKey) => string): Html {
	return html`<section id="on-phone" aria-labelledby="on-phone-title" hidden>
<h2 id="on-phone-title">${say('page_on_phone')}</h2>
<p>${say('page_scan')}</p>
${drawQrCode(qrCode, say('page_qr_code'))}
<p><a href="${link}">${link}</a></p>
</section>
`;
}
