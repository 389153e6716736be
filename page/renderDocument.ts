import style from 'page:walletPage.css';
import { createHash } from 'crypto';
import { type Html, html, inlineScript, inlineStyle } from './html';

/** HTML with the headers it must be sent with. */
export interface RenderedPage {
	readonly html: string;
	readonly headers: Readonly<Record<string, string>>;
}

export interface DocumentContent {
	/** BCP 47. */
	readonly lang: string;
	readonly title: string;
	readonly main: Html;
	/** The page's only script; CSP allows no other. */
	readonly script?: string;
	/** Who may frame the page, as a value of CSP's `frame-ancestors`; default: nobody. */
	readonly framedBy?: string | undefined;
}

/**
 * Renders a document that loads nothing from elsewhere and runs no script but its own.
 * No Cross-Origin-Opener-Policy: Rocket.Chat's popup login needs `window.opener`.
 */
export function renderDocument({ lang, title, main, script, framedBy }: DocumentContent): RenderedPage {
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
	return { html: String(page), headers: makeHeaders(script, framedBy) };
}

/** The pages that links lead to allow no framing. */
const LINKS_LEAVE_FRAME = html`<base target="_top">\n`;

function makeHeaders(script?: string, framedBy?: string): Record<string, string> {
	const policy = [
		"default-src 'none'",
		`script-src ${script ? makeHashSource(script) : "'none'"}`,
		`style-src ${makeHashSource(style)}`,
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

/** Allows one inline script or style by its hash (CSP Level 3, section 2.3.1). */
function makeHashSource(content: string): string {
	return `'sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}'`;
}
