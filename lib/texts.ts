import english from '../i18n/en.json';
import type { Language } from './languages';

/** Names a sentence in `i18n/`. */
export type TextKey = keyof typeof english;

/** What fills the `{placeholders}` of a sentence. */
export type TextValues = Readonly<Record<string, string | number>>;

/** The sentence of that key with its placeholders filled in. */
export function text(key: TextKey, values: TextValues = {}, _language: Language = 'en'): string {
	return english[key].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
		String(values[name] ?? placeholder),
	);
}

/** All sentences whose key starts with the prefix, for the page that shows them. */
export function textsStartingWith(prefix: string): Record<string, string> {
	return Object.fromEntries(Object.entries(english).filter(([key]) => key.startsWith(prefix)));
}
