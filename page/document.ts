import script from 'page:browser/signIn.ts';
import { escapeHtml, scriptJson } from './escapeHtml';
import { fillText, type PageTextKey } from './fillText';
import { htmlDocument, type Page } from './htmlDocument';
import type { SignInData } from './signInData';
import { signInTexts } from './signInTexts';

export type { Page } from './htmlDocument';

/** What the sign-in page is made of. */
export interface SignInView extends SignInData {
	/** BCP 47. */
	readonly lang: string;
	/** Where "Cancel" leads: the client's redirect URI with `error=access_denied`. */
	readonly cancelUrl: string;
	/** Named when the client is not the workspace itself. */
	readonly clientName?: string;
}

/** The page on which a visitor signs; its script does the rest. */
export function signInPage(view: SignInView): Page {
	const { lang, cancelUrl, clientName, ...shared } = view;
	const { workspaceName: workspace, connectsTo: user = '' } = view;
	const texts = signInTexts(view.texts, user);
	const data: SignInData = { ...shared, texts };
	const say = (key: PageTextKey, values?: Record<string, string>) =>
		escapeHtml(fillText(texts, key, { workspace, user, ...values }));
	const action = String(view.typedData.message.action ?? '');

	const main = `<header>
<h1>${say('page_title')}</h1>
<p class="site">${escapeHtml(new URL(view.workspaceUrl).host)}</p>
</header>
<p>${say('page_lead')}</p>
${user ? `<p><strong>${say('page_connect_only_owner')}</strong></p>\n` : ''}${clientName ? `<p>${say('page_client', { client: clientName })}</p>\n` : ''}<section id="wallets" aria-labelledby="wallets-title" hidden>
<h2 id="wallets-title">${say('page_wallets')}</h2>
<ul id="wallet-list"></ul>
</section>
<p id="status" role="status">${say('page_no_script')}</p>
<p id="account" hidden><span>${say('page_account')}</span> <code></code></p>
<div id="problem" class="problem" role="alert"></div>
<div id="actions"></div>
<figure id="message" hidden>
<figcaption>${say('page_message')}</figcaption>
<blockquote>${escapeHtml(action)}</blockquote>
</figure>
<footer>
<p>${say('page_safety')}</p>
<p><a href="${escapeHtml(cancelUrl)}">${say('page_cancel')}</a></p>
</footer>
<script type="application/json" id="sign-in">${scriptJson(data)}</script>`;

	const title = fillText(texts, 'page_title', { workspace, user });
	return htmlDocument({ lang, title, main, script });
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
}

/** Renders a message, all of it ready to show; no script runs on this page. */
export function messagePage({ lang, title, message, link }: MessageView): Page {
	const main = `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(message)}</p>${link ? wayOn(link) : ''}`;
	return htmlDocument({ lang, title, main });
}

function wayOn({ url, label }: { url: string; label: string }): string {
	return `
<div id="actions"><a class="button" href="${escapeHtml(url)}">${escapeHtml(label)}</a></div>`;
}
