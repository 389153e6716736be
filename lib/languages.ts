/** The languages of `i18n/`. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The first of these BCP 47 tags that is a language of ours, or else English. */
export function languageOf(tags: readonly string[]): Language {
	for (const tag of tags) {
		const wanted = tag.replace('_', '-').toLowerCase();
		const exact = LANGUAGES.find((language) => language.toLowerCase() === wanted);
		const [primary] = wanted.split('-');
		const near = LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === primary);
		if (exact ?? near) {
			return (exact ?? near) as Language;
		}
	}
	return 'en';
}
