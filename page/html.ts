const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** What a template takes: text is escaped, HTML of this module is not. */
export type HtmlValue = string | number | Html | readonly Html[];

/** Markup that is safe to send. Only this module can make one: the class is not exported. */
export type Html = Markup;

class Markup {
	readonly #source: string;

	constructor(source: string) {
		this.#source = source;
	}

	toString(): string {
		return this.#source;
	}
}

/**
 * Makes HTML: `` html`<p title="${title}">${text}</p>` `` escapes every value that is not HTML already.
 * @throws TypeError where escaping is not enough: outside quotes in a tag, in scripts and styles, in an address
 *   that is not of the web
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
	let source = '';
	let tag = '';
	for (const [index, text] of strings.entries()) {
		if (/<(script|style)/i.test(text)) {
			throw new TypeError('Scripts and styles are made by inlineScript, inlineStyle and jsonScript');
		}
		source += text;
		tag = openTag(tag + text);
		const value = values[index];
		if (value !== undefined) {
			source += tag ? attributeValue(tag, value) : content(value);
		}
	}
	return new Markup(source);
}

/** A script of our own; CSP lets it run by the hash of its code. */
export function inlineScript(code: string): Html {
	return new Markup(`<script>${assertStaysInside('script', code)}</script>`);
}

/** A style sheet of our own; CSP lets it apply by the hash of its text. */
export function inlineStyle(css: string): Html {
	return new Markup(`<style>${assertStaysInside('style', css)}</style>`);
}

/** Data for the page's script. */
export function jsonScript(id: string, value: unknown): Html {
	// Without a `<`, nothing inside can end the element or open a comment.
	const json = JSON.stringify(value).replace(/</g, '\\u003c');
	return new Markup(`<script type="application/json" id="${escapeText(id)}">${json}</script>`);
}

/** The tag at the end of a template's text that is not closed yet; empty where text stands. */
function openTag(text: string): string {
	const start = text.lastIndexOf('<');
	return start > text.lastIndexOf('>') ? text.slice(start) : '';
}

function content(value: HtmlValue): string {
	if (value instanceof Markup) {
		return value.toString();
	}
	return typeof value === 'object' ? value.map(content).join('') : escapeText(String(value));
}

function attributeValue(tag: string, value: HtmlValue): string {
	const name = /\s([\w-]+)="[^"]*$/.exec(tag)?.[1]?.toLowerCase();
	if (!name || /^(on.*|style|srcdoc)$/.test(name) || typeof value === 'object') {
		throw new TypeError(`No value may stand here: ${tag}`);
	}
	const text = String(value);
	// Neither a scheme nor what browsers skip before one can begin like this.
	if (/^(href|src|action|formaction)$/.test(name) && !/^(https?:\/\/|[./])/i.test(text)) {
		throw new TypeError(`Not an address of the web: ${text}`);
	}
	return escapeText(text);
}

function assertStaysInside(element: 'script' | 'style', text: string): string {
	if (/<!--|<\/?(script|style)/i.test(text)) {
		throw new TypeError(`This text would end or change its <${element}>`);
	}
	return text;
}

function escapeText(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
