import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseLanguage, LANGUAGES, type Language, parseAcceptLanguage } from '../../lib/text/languages';

describe('chooseLanguage', () => {
	test.each<[string, string[], Language]>([
		['a region', ['de-AT'], 'de'],
		['another region', ['es-419'], 'es'],
		['a POSIX locale', ['ja_JP'], 'ja'],
		['any case', ['PT-br'], 'pt-BR'],
		['European Portuguese', ['pt'], 'pt-BR'],
		['simplified Chinese by its script', ['zh-Hans-CN'], 'zh'],
		['simplified Chinese by its region', ['zh-CN'], 'zh'],
		['simplified Chinese in Hong Kong', ['zh-Hans-HK'], 'zh'],
		['traditional Chinese by its region', ['zh-TW'], 'en'],
		['traditional Chinese by its script', ['zh-Hant'], 'en'],
		['traditional Chinese as a browser in Taiwan says it', ['zh-TW', 'zh', 'en-US', 'en'], 'en'],
		['traditional Chinese before Japanese', ['zh-HK', 'zh', 'ja'], 'ja'],
		['traditional Chinese before simplified', ['zh-TW', 'zh-CN'], 'zh'],
		['simplified Chinese as a browser in China says it', ['zh-CN', 'zh', 'zh-TW'], 'zh'],
		['a language we lack before one we have', ['nl', 'fr-CA', 'de'], 'fr'],
		['English before others', ['en-GB', 'de'], 'en'],
		['a longer word that begins like a language', ['deu', 'zhuang'], 'en'],
		['nothing', [], 'en'],
		['what is no tag', ['', '*', '-', 'constructor', '__proto__'], 'en'],
	])('%s', (_what, tags, language) => {
		expect(chooseLanguage(tags)).toBe(language);
	});

	test('any spelling of one of ours, behind any others that we lack, gives it', () => {
		const lacked = fc.array(fc.constantFrom('nl', 'it-IT', 'ko', 'sv_SE', 'zh-TW', 'x-klingon', ''));
		const spelling = fc.record({
			language: fc.constantFrom(...LANGUAGES),
			region: fc.constantFrom('', '-XX', '_xx', '-Latn-XX', '-419'),
			upper: fc.boolean(),
		});
		fc.assert(
			fc.property(lacked, spelling, fc.array(fc.string()), (before, { language, region, upper }, after) => {
				// A bare zh behind zh-TW means traditional Chinese.
				fc.pre(!(language === 'zh' && region === '' && before.includes('zh-TW')));
				const tag = `${language}${region}`;
				expect(chooseLanguage([...before, upper ? tag.toUpperCase() : tag, ...after])).toBe(language);
			}),
		);
	});

	test('whatever the tags are, the answer is a language of ours', () => {
		fc.assert(
			fc.property(fc.array(fc.string()), (tags) => {
				expect(LANGUAGES).toContain(chooseLanguage(tags));
			}),
		);
	});
});

describe('parseAcceptLanguage', () => {
	test.each<[string, string | undefined, string[]]>([
		['in the order of the header', 'de-AT, de, en', ['de-AT', 'de', 'en']],
		['by quality', 'en;q=0.5, fr-CH, fr;q=0.9, *;q=0.1', ['fr-CH', 'fr', 'en', '*']],
		['without what is refused', 'de;q=0, ja', ['ja']],
		['with any spacing', ' es ;q=0.2,pt-BR ; Q=0.7', ['pt-BR', 'es']],
		['without what can not be read', 'de;q=much, fr', ['fr']],
		['none of no header', undefined, []],
	])('%s', (_what, header, tags) => {
		expect(parseAcceptLanguage(header).filter((tag) => tag !== '')).toEqual(tags);
	});
});
