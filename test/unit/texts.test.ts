import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import english from '../../i18n/en.json';
import { declareSettings } from '../../lib/host/declareSettings';
import { DEFAULTS } from '../../lib/settings/AppSettings';
import { LANGUAGES } from '../../lib/text/languages';
import { selectTexts, type TextKey, translate } from '../../lib/text/translate';
import { isForServerAlone } from '../../scripts/package/serverTexts';

const ROOT = join(import.meta.dirname, '../..');
const keys = Object.keys(english) as TextKey[];
const translated = LANGUAGES.filter((language) => language !== 'en');

/** Keys that the source puts together from parts. */
const composed = new Set([
	...Object.keys(DEFAULTS).flatMap((id) => [`setting_${id}`, `setting_${id}_description`]),
	...declareSettings().flatMap(({ values = [] }) => values.map(({ i18nLabel }) => i18nLabel)),
	...declareSettings().map(({ section = '' }) => section),
]);

/** Names and words to type are the same in every language. */
const SAME_EVERYWHERE = new Set<string>([
	'setting_sign-in-message_siwe',
	'wallet_parameters',
] satisfies TextKey[]);

const source = ['MetaMaskOAuthApp.ts', 'endpoints', 'lib', 'page', 'processors', 'slashcommands']
	// Git keeps no empty folder.
	.filter((place) => existsSync(join(ROOT, place)))
	.flatMap((place) => (place.endsWith('.ts') ? [place] : filesOf(place)))
	.map((file) => readFileSync(join(ROOT, file), 'utf8'))
	.join('\n');

function filesOf(folder: string): string[] {
	const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
	return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

function translation(language: string): Record<string, string> {
	return JSON.parse(readFileSync(join(ROOT, `i18n/${language}.json`), 'utf8'));
}

test('no sentence that the code says is left out of the bundle', () => {
	const left = keys.filter(isForServerAlone);
	const says = (key: string) => new RegExp(`(say|text)\\(\\s*'${key}'`).test(source);
	expect(left).not.toEqual([]);
	expect(left.filter(says)).toEqual([]);
});

test.each(keys)('%s is used', (key) => {
	expect(composed.has(key) || new RegExp(`\\b${key}\\b`).test(source)).toBe(true);
});

test.each([...composed])('%s exists', (key) => {
	expect(keys).toContain(key);
});

test('keys that Rocket.Chat is told to look up exist', () => {
	const told = [...source.matchAll(/\bi18n[A-Z]\w*[:=]? ?=? '([^']+)'/g)].map(([, key]) => key);
	expect(told).toContain('wallet_description');
	expect(keys).toEqual(expect.arrayContaining(told));
});

test.each(keys.filter((key) => key.startsWith('error_')))('%s fits into error_description', (key) => {
	// RFC 6749 5.2: no quote, no backslash, nothing but printable ASCII.
	expect(english[key]).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
});

test('there is a file for each language, and no other', () => {
	expect(readdirSync(join(ROOT, 'i18n')).sort()).toEqual(LANGUAGES.map((each) => `${each}.json`).sort());
});

describe.each(LANGUAGES)('%s', (language) => {
	const texts = translation(language);

	test('has the keys of English, in its order', () => {
		expect(Object.keys(texts)).toEqual(keys);
	});

	test('has no sentence that is empty, ragged or unprintable', () => {
		// Line breaks and the no-break spaces of French are meant to be there.
		const wrong = /^$|^\s|\s$|[^\P{C}\n]|\uFFFD|[^\S\n\u00A0]{2}/u;
		expect(Object.entries(texts).filter(([, sentence]) => wrong.test(sentence))).toEqual([]);
		expect(Object.entries(texts).filter(([, sentence]) => sentence !== sentence.normalize())).toEqual([]);
	});
});

describe.each(translated)('%s', (language) => {
	const texts = translation(language);
	const shared = keys.filter((key) => texts[key] !== undefined);

	test.each(shared)('%s keeps its placeholders, commands, markup and lines', (key) => {
		expect(fixedParts(texts[key] ?? '')).toEqual(fixedParts(english[key]));
	});

	test('says nothing in English', () => {
		const same = shared.filter((key) => texts[key] === english[key]);
		expect(same.filter((key) => !SAME_EVERYWHERE.has(key))).toEqual([]);
	});

	test('is what a user of that language reads', () => {
		expect(translate('page_cancel', {}, language)).toBe(texts.page_cancel);
		expect(selectTexts('page_', language).page_cancel).toBe(texts.page_cancel);
	});
});

/** What a translation may move, but neither lose, add nor change. */
function fixedParts(sentence: string): string[] {
	const found = sentence.match(
		/\{\w+\}|\*?\/wallet( (login|token|refresh|revoke|forget|status|setup|doctor|client|sessions( end)?|block|unblock|unlink)( @user)?( 0x…)?)?\*?|`|<\w+>|\n|\b[a-z]+_[a-z_]+\b/g,
	);
	return [...(found ?? [])].sort();
}

test('placeholders are filled in, and a value with a placeholder in it is not filled in again', () => {
	expect(translate('sign_in_action', { workspace: '{origin}', origin: 'https://a.example' })).toBe(
		'Sign in to {origin}. Only sign this at https://a.example.',
	);
});

test('the sentences of a page are those that start with its prefix', () => {
	const all = Object.keys(selectTexts('page_'));
	expect(all).toEqual(keys.filter((key) => key.startsWith('page_')));
});

describe('a translation that lacks a sentence', () => {
	afterEach(() => {
		vi.doUnmock('../../i18n/de.json');
		vi.resetModules();
	});

	test('gives the English one', async () => {
		vi.doMock('../../i18n/de.json', () => ({ default: { page_back: 'Zurück' } }));
		vi.resetModules();
		const fresh = await import('../../lib/text/translate');
		expect(fresh.translate('page_back', {}, 'de')).toBe('Zurück');
		expect(fresh.translate('page_cancel', {}, 'de')).toBe(english.page_cancel);
		expect(fresh.selectTexts('page_', 'de')).toMatchObject({
			page_back: 'Zurück',
			page_cancel: english.page_cancel,
		});
	});
});
