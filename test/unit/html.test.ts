import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Html, html, inlineScript, inlineStyle, jsonScript } from '../../page/html';

const HOSTILE = `"><script>alert('1')</script><img src=x onerror=alert(1)>&amp;</title></style><!--`;

/** What no browser takes for markup. */
const HARMLESS = /^[^<>"']*$/;

describe('a value', () => {
	test('can not end a text or an attribute', () => {
		expect(String(html`<b title="${`a"b'c`}">${`<b a="x" b='y'>&`}</b>`)).toBe(
			'<b title="a&quot;b&#39;c">&lt;b a=&quot;x&quot; b=&#39;y&#39;&gt;&amp;</b>',
		);
	});

	test.each(['text', 'attribute'])('that is hostile stays text in a %s', (place) => {
		const [before, after] = place === 'text' ? ['<p>', '</p>'] : ['<p lang="', '">'];
		const made = String(place === 'text' ? html`<p>${HOSTILE}</p>` : html`<p lang="${HOSTILE}">`);
		expect(made.startsWith(before) && made.endsWith(after)).toBe(true);
		const shown = made.slice(before.length, -after.length);
		expect(shown).toMatch(HARMLESS);
		expect(unescapeText(shown)).toBe(HOSTILE);
	});

	test('that was escaped before is escaped once more: text is never taken for HTML', () => {
		expect(String(html`${'&lt;'}`)).toBe('&amp;lt;');
		expect(String(html`${`${html`<b></b>`}`}`)).toBe('&lt;b&gt;&lt;/b&gt;');
	});

	test('may be a number, and several may share an attribute', () => {
		expect(String(html`<svg viewBox="${-4} ${0} ${'8"'} ${8}">${0}</svg>`)).toBe(
			'<svg viewBox="-4 0 8&quot; 8">0</svg>',
		);
	});

	test.each([
		['outside quotes', (value: string) => html`<p title=${value}>`],
		['in single quotes', (value: string) => html`<p title='${value}'>`],
		['after an attribute', (value: string) => html`<p title="x" ${value}>`],
		['as the name of a tag', (value: string) => html`<${value}>`],
		['in an event handler', (value: string) => html`<p onclick="${value}">`],
		['in a style', (value: string) => html`<p style="color: ${value}">`],
		['in a document inside', (value: string) => html`<iframe srcdoc="${value}">`],
		['in a script', (value: string) => html`<script>${value}</script>`],
		['in a style sheet', (value: string) => html`<STYLE>${value}</STYLE>`],
	])('%s is refused', (_where, make) => {
		expect(() => make('x')).toThrow(TypeError);
	});

	test('that is HTML is refused in an attribute', () => {
		expect(() => html`<p title="${html`<b>"</b>`}">`).toThrow(TypeError);
	});
});

describe('HTML', () => {
	test('passes as it is, alone or as a list', () => {
		const item = html`<li>${'&'}</li>`;
		expect(String(html`<ul>${[item, item]}</ul>${item}`)).toBe(
			'<ul><li>&amp;</li><li>&amp;</li></ul><li>&amp;</li>',
		);
	});

	test('can not be forged: an object that looks like it has no type of it and is not taken for it', () => {
		const forged = { toString: () => '<script>' };
		expectTypeOf(forged).not.toExtend<Html>();
		expectTypeOf<string>().not.toExtend<Html>();
		expect(() => html`${forged as unknown as Html}`).toThrow(TypeError);
	});
});

describe('an address', () => {
	test.each([
		'https://example.com/?a=1&b="',
		'http://localhost:3000',
		'/home',
		'../../home',
		'//example.com/',
	])('of the web is taken: %s', (address) => {
		expect(unescapeText(String(html`<a href="${address}"></a>`))).toBe(`<a href="${address}"></a>`);
	});

	test.each([
		'javascript:alert(1)',
		'JavaScript:alert(1)',
		' javascript:alert(1)',
		'\u0001javascript:alert(1)',
		'java\tscript:alert(1)',
		'data:text/html,<script>alert(1)</script>',
		'vbscript:x',
		'https:example.com',
		'',
	])('that is none of the web is refused: %j', (address) => {
		expect(() => html`<a href="${address}"></a>`).toThrow(TypeError);
		expect(() => html`<img class="x" src="${address}">`).toThrow(TypeError);
	});
});

describe('what stands in an element of its own', () => {
	test.each(['</script><!--', '<script>', HOSTILE])('JSON can not end its script: %s', (text) => {
		const made = String(jsonScript('data', { text }));
		const [, json = ''] = /^<script type="application\/json" id="data">(.*)<\/script>$/s.exec(made) ?? [];
		expect(json).not.toContain('<');
		expect(JSON.parse(json)).toEqual({ text });
	});

	test('code and styles are passed letter by letter, as their hashes need', () => {
		expect(String(inlineScript('if(a<b&&c>"d"){}'))).toBe('<script>if(a<b&&c>"d"){}</script>');
		expect(String(inlineStyle('a>b{content:"&"}'))).toBe('<style>a>b{content:"&"}</style>');
	});

	test.each(['</script>', '</SCRIPT ', '</style>', '<!--', '<script>'])('%s is refused there', (text) => {
		expect(() => inlineScript(`x = "${text}"`)).toThrow(TypeError);
		expect(() => inlineStyle(`a { content: "${text}" }`)).toThrow(TypeError);
	});
});

function unescapeText(text: string): string {
	const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
	return text.replace(/&(lt|gt|quot|#39|amp);/g, (_entity, name: string) => entities[name] ?? '');
}
