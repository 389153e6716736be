import style from 'page:signIn.css';
import { createHash } from 'crypto';
import { type Html, html, inlineScript, inlineStyle } from './html';

/** An HTML answer with the headers it must be sent with. */
export interface Page {
	readonly html: string;
	readonly headers: Readonly<Record<string, string>>;
}

export interface Document {
	/** BCP 47. */
	readonly lang: string;
	readonly title: string;
	readonly main: Html;
	/** The page's only script, run under its own hash; no script runs without it. */
	readonly script?: string;
	/** Who may show it in a frame, as CSP's `frame-ancestors` says it; nobody unless given. */
	readonly framedBy?: string | undefined;
}

/**
 * Wraps a page's content into a document that can load nothing from elsewhere, run nothing but its own
 * script, and be framed by nobody but whom it names. No Cross-Origin-Opener-Policy: the popup login needs `window.opener`.
 */
export function htmlDocument({ lang, title, main, script, framedBy }: Document): Page {
	const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${framedBy ? LINKS_LEAVE_FRAME : ''}${inlineStyle(style)}
</head>
<body>
<main>
${main}
</main>
${script ? html`${inlineScript(script)}\n` : ''}</body>
</html>
`;
	return { html: String(page), headers: headers(script, framedBy) };
}

/** Where links lead to shows itself in no frame. */
const LINKS_LEAVE_FRAME = html`<base target="_top">\n`;

function headers(script?: string, framedBy?: string): Record<string, string> {
	const policy = [
		"default-src 'none'",
		`script-src ${script ? hashSource(script) : "'none'"}`,
		`style-src ${hashSource(style)}`,
		"connect-src 'self'",
		'img-src data:',
		"base-uri 'none'",
		"form-action 'none'",
		`frame-ancestors ${framedBy ?? "'none'"}`,
	];
	return {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': policy.join('; '),
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		'x-frame-options': framedBy ? 'SAMEORIGIN' : 'DENY',
		'permissions-policy': 'camera=(), geolocation=(), microphone=()',
	};
}

/** CSP's name for one inline script or style (CSP Level 3, section 2.3.1). */
function hashSource(content: string): string {
	return `'sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}'`;
}
