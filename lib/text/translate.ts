import german from '../../i18n/de.json';
import english from '../../i18n/en.json';
import spanish from '../../i18n/es.json';
import french from '../../i18n/fr.json';
import japanese from '../../i18n/ja.json';
import portuguese from '../../i18n/pt-BR.json';
import chinese from '../../i18n/zh.json';
import type { Language } from './languages';

/** What Rocket.Chat alone shows, and the bundle leaves out; see `scripts/package/serverTexts.ts`. */
type ServerTextKey =
	| Exclude<
			Extract<keyof typeof english, `setting_${string}_description`>,
			'setting_sign-in-message_description'
	  >
	| Extract<keyof typeof english, `setting_section_${string}`>;

/** Names a sentence in `i18n/`. */
export type TextKey = Exclude<keyof typeof english, ServerTextKey>;

/** What fills the `{placeholders}` of a sentence. */
export type TextValues = Readonly<Record<string, string | number>>;

const TRANSLATIONS: Readonly<Record<Language, Partial<Readonly<Record<TextKey, string>>>>> = {
	en: english,
	de: german,
	fr: french,
	es: spanish,
	'pt-BR': portuguese,
	ja: japanese,
	zh: chinese,
};

/** The sentence of that key with its placeholders filled in; in English if the translation lacks it. */
export function translate(key: TextKey, values: TextValues = {}, language: Language = 'en'): string {
	const sentence = TRANSLATIONS[language][key] ?? english[key];
	return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

/** All sentences whose key starts with the prefix, for the page that shows them. */
export function selectTexts(prefix: string, language: Language = 'en'): Record<string, string> {
	const texts = { ...english, ...TRANSLATIONS[language] };
	return Object.fromEntries(Object.entries(texts).filter(([key]) => key.startsWith(prefix)));
}
