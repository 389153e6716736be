import script from 'page:browser/signIn.ts';
import { parseScopes, scopeTexts } from '../lib/oauth/scopes';
import { fillText, type PageTextKey } from './fillText';
import { type Html, html, jsonScript } from './html';
import { htmlDocument, type Page } from './htmlDocument';
import { qrCode } from './qrCode';
import { type SignInData, sentenceOf } from './signInData';
import { signInTexts } from './signInTexts';
import { walletAppLink } from './walletAppLink';

export type { Page } from './htmlDocument';

/** What the sign-in page is made of. */
export type SignInView = SignInData & {
	/** BCP 47. */
	readonly lang: string;
	/** The language of the sentence that is signed, BCP 47; absent when it is the page's. */
	readonly messageLang?: string;
	/** Where "Cancel" leads: the client's redirect URI with `error=access_denied`; nowhere in a frame. */
	readonly cancelUrl?: string;
};

/** The page on which a visitor signs; its script does the rest. */
export function signInPage(view: SignInView): Page {
	const { lang, messageLang = lang, cancelUrl, ...shared } = view;
	const { workspaceName: workspace, connectsTo: user = '', client } = view;
	const texts = signInTexts(view.texts, user, client?.name ?? '');
	const data: SignInData = { ...shared, texts };
	const values = { workspace, user, client: client?.name ?? '', host: client?.host ?? '' };
	const say = (key: PageTextKey) => fillText(texts, key, values);

	const main = html`<header>
<h1>${say('page_title')}</h1>
<p class="site">${new URL(view.workspaceUrl).host}</p>
</header>
<p>${say('page_lead')}</p>
${user ? html`<p><strong>${say('page_connect_only_owner')}</strong></p>\n` : ''}${client ? clientLearns(client.scope, say) : ''}<section id="wallets" aria-labelledby="wallets-title" hidden>
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
${view.framedBy ? secondFactor(say) : ''}<div id="actions"></div>
${user || client ? '' : onPhone(view.workspaceUrl, say)}<figure id="message" hidden>
<figcaption>${say('page_message')}</figcaption>
<blockquote lang="${messageLang}">${sentenceOf(view)}</blockquote>
</figure>
<footer>
<p>${say('page_safety')}</p>
${cancelUrl ? html`<p><a href="${cancelUrl}">${say('page_cancel')}</a></p>\n` : ''}</footer>
${jsonScript('sign-in', data)}`;

	const title = fillText(texts, 'page_title', values);
	return htmlDocument({ lang, title, main, script, framedBy: view.framedBy });
}

function clientLearns(scope: string, say: (key: PageTextKey) => string): Html {
	const items = scopeTexts(parseScopes(scope)).map((key) => html`<li>${say(key)}</li>\n`);
	return html`<div class="client">
<p>${say('page_client')}</p>
<ul>
${items}</ul>
</div>
`;
}

/** For the code that Rocket.Chat may want of somebody who logs in through its frame. */
function secondFactor(say: (key: PageTextKey) => string): Html {
	return html`<form id="second-factor" hidden>
<label>${say('page_code')} <input inputmode="numeric" autocomplete="one-time-code" required></label>
<button>${say('page_code_send')}</button>
</form>
`;
}

/** For a computer without a wallet; no use when a wallet is connected, which begins with a command. */
function onPhone(workspaceUrl: string, say: (key: PageTextKey) => string): Html {
	const link = walletAppLink(workspaceUrl);
	return html`<section id="on-phone" aria-labelledby="on-phone-title" hidden>
<h2 id="on-phone-title">${say('page_on_phone')}</h2>
<p>${say('page_scan')}</p>
${qrCode(link, say('page_qr_code'))}
<p><a href="${link}">${link}</a></p>
</section>
`;
}

/** A page that only says something: why the sign-in cannot go on, or that all is well. */
export interface MessageView {
	/** BCP 47. */
	readonly lang: string;
	readonly title: string;
	/** What happened and what to do about it. */
	readonly message: string;
	/** The way on. */
	readonly link?: { readonly url: string; readonly label: string };
	/** Who may show it in a frame; see `Document`. */
	readonly framedBy?: string | undefined;
}

/** Renders a message, all of it ready to show; no script runs on this page. */
export function messagePage({ lang, title, message, link, framedBy }: MessageView): Page {
	const main = html`<h1>${title}</h1>
<p>${message}</p>${link ? wayOn(link) : ''}`;
	return htmlDocument({ lang, title, main, framedBy });
}

function wayOn({ url, label }: { url: string; label: string }): Html {
	return html`
<div id="actions"><a class="button" href="${url}">${label}</a></div>`;
}
