import type english from '../i18n/en.json';

/** Names one of the page's sentences in `i18n/`. */
export type PageTextKey = Extract<keyof typeof english, `page_${string}`>;

/** The page's sentences in the visitor's language. */
export type PageTexts = Readonly<Record<string, string>>;

type Values = Readonly<Record<string, string>>;

/** The sentence with its `{placeholders}` filled in; the key itself if a translation lacks it. */
export function fillText(texts: PageTexts, key: PageTextKey, values: Values = {}): string {
	return fillTemplate(texts[key] ?? key, values);
}

/** The text with its `{placeholders}` filled in; one that no value is given for stays. */
export function fillTemplate(template: string, values: Values): string {
	return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
