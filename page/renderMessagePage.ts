import { type Html, html } from './html';
import { type RenderedPage, renderDocument } from './renderDocument';

/** A page that only says something: why a login can't continue, or that all went well. */
export interface MessagePageView {
	/** BCP 47. */
	readonly lang: string;
	readonly title: string;
	/** What happened and what to do next. */
	readonly message: string;
	/** Where to go next. */
	readonly link?: { readonly url: string; readonly label: string };
	/** See `DocumentContent`. */
	readonly framedBy?: string | undefined;
}

/** Renders a message; no script runs on this page. */
export function renderMessagePage({ lang, title, message, link, framedBy }: MessagePageView): RenderedPage {
	const main = html`<h1>${title}</h1>
<p>${message}</p>${link ? renderAction(link) : ''}`;
	return renderDocument({ lang, title, main, framedBy });
}

function renderAction({ url, label }: { url: string; label: string }): Html {
	return html`
<div id="actions"><a class="button" href="${url}">${label}</a></div>`;
}
