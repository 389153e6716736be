import type english from '../i18n/en.json';

/** The key of a page text in `i18n/`. */
export type PageTextKey = Extract<keyof typeof english, `page_${string}`>;

/** The page's texts in the visitor's language, by key. */
export type PageTexts = Readonly<Record<string, string>>;

/** What fills `{placeholders}`, by their names. */
export type PlaceholderValues = Readonly<Record<string, string>>;

/** Fills in a text's `{placeholders}`; gives the key if there is no such text. */
export function fillText(texts: PageTexts, key: PageTextKey, values: PlaceholderValues = {}): string {
	return fillTemplate(texts[key] ?? key, values);
}

/** Fills in the `{placeholders}` that have a value; the others stay. */
export function fillTemplate(template: string, values: PlaceholderValues): string {
	return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
