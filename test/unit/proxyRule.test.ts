import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const rules = readFileSync(join(DEPLOY, 'haproxy.cfg'), 'utf8');

/** A pattern of the proxy's configuration, after what stands before it; HAProxy's `-i` is JavaScript's flag. */
function patternAfter(words: string): RegExp {
	const line = rules.split('\n').find((each) => each.includes(words)) ?? '';
	const text = line.slice(line.indexOf(words) + words.length).replace(/ }$/, '');
	return new RegExp(text.replace(/^'(.*)'$/, '$1').replaceAll('[[:space:]]', '\\s'), 'i');
}

const literal = /req\.body -m sub (\S+)/.exec(rules)?.[1] ?? '';
const escaped = patternAfter('req.body -m reg -i ');
const isRefused = (body: string): boolean => body.includes(literal) || escaped.test(body);

/** The key as JSON text, with the letters escaped whose bit is set. */
function spelled(bits: number, inUpperCase: boolean): string {
	return [...'__proto__']
		.map((letter, index) => {
			const code = letter.charCodeAt(0).toString(16).padStart(4, '0');
			return bits & (1 << index) ? `\\u${inUpperCase ? code.toUpperCase() : code}` : letter;
		})
		.join('');
}

test('each of the 512 ways to escape the key is refused', () => {
	for (let bits = 0; bits < 512; bits += 1) {
		for (const inUpperCase of [false, true]) {
			const body = `{"a":[{"${spelled(bits, inUpperCase)}":1}]}`;
			expect(Object.keys(JSON.parse(body).a[0])).toEqual(['__proto__']);
			expect(isRefused(body)).toBe(true);
		}
	}
});

test('what the page and other clients send is not', () => {
	const values = ['0x251aeaf0', 'proto', 'Zoë "\n\u0001\u2028 €', '__pro_to__', '<a href="&">', '\\'];
	for (const value of values) {
		const json = JSON.stringify({ value, nested: [value] });
		const ascii = json.replace(
			/[^\x20-\x7e]/g,
			(letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
		// As Go writes it.
		const html = json.replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
		for (const body of [json, ascii, html, `code=${encodeURIComponent(value)}`]) {
			expect([body, isRefused(body)]).toEqual([body, false]);
		}
	}
});

describe('the rule is for', () => {
	const toApp = patternAfter('to_app path,url_dec -m reg -i ');

	test.each(['/api/apps/public/id/token', '/chat/api/apps/private/id/h/x', '/api/apps/ui.interaction/id'])(
		'%s',
		(path) => {
			expect(toApp.test(path)).toBe(true);
		},
	);

	test.each(['/api/v1/login', '/api/apps', '/api/v1/rooms.media/apps', '/_oauth/metamask'])(
		'not for %s',
		(path) => {
			expect(toApp.test(path)).toBe(false);
		},
	);
});

test.each([
	['application/json; charset=utf-8', true],
	['application/json;charset="UTF-8"', true],
	['application/json; charset=utf-16', false],
	['application/json; charset=utf-16; x="charset=utf-8"', false],
	['application/json; charset=utf-8; charset=utf-16', false],
])('the charset of %j is read: %s', (type, isRead) => {
	expect(patternAfter('is_utf8 req.hdr(content-type) -m reg -i ').test(type)).toBe(isRead);
});

test("compose's Rocket.Chat is reached through the proxy alone", () => {
	const { services } = parse(readFileSync(join(DEPLOY, 'compose.yaml'), 'utf8'));
	expect(Object.keys(services).filter((name) => services[name].ports)).toEqual(['proxy']);
	expect(services.proxy.volumes).toEqual(['./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro']);
});
