import type english from '../i18n/en.json';

/** Names one of the page's sentences in `i18n/`. */
export type PageTextKey = Extract<keyof typeof english, `page_${string}`>;

/** The page's sentences in the visitor's language. */
export type PageTexts = Readonly<Record<string, string>>;

/** The sentence with its `{placeholders}` filled in; the key itself if a translation lacks it. */
export function fillText(
	texts: PageTexts,
	key: PageTextKey,
	values: Readonly<Record<string, string>> = {},
): string {
	return (texts[key] ?? key).replace(
		/\{(\w+)\}/g,
		(placeholder, name: string) => values[name] ?? placeholder,
	);
}
