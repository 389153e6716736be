/** The languages of `i18n/`. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh'] as const;

export type Language = (typeof LANGUAGES)[number];

const BY_PRIMARY_SUBTAG = new Map(LANGUAGES.map((language) => [subtags(language)[0], language]));

/**
 * The language for somebody who prefers these, best first: the first of the tags (BCP 47, or as Rocket.Chat and POSIX
 * write them) that we have, or else English.
 */
export function chooseLanguage(tags: readonly string[]): Language {
	const wanted = tags.map(subtags);
	const wantsTraditional = isTraditionalChinese(wanted.find(([primary]) => primary === 'zh') ?? []);
	for (const tag of wanted) {
		const language = BY_PRIMARY_SUBTAG.get(tag[0]);
		// Browsers add a bare zh behind zh-TW. Our Chinese is simplified: whatever else is wanted reads better.
		const isTraditional = isTraditionalChinese(tag) || (tag.length === 1 && wantsTraditional);
		if (language && !(language === 'zh' && isTraditional)) {
			return language;
		}
	}
	return 'en';
}

/** The tags of an Accept-Language header, best first (RFC 9110 12.5.4); none when there is no header. */
export function parseAcceptLanguage(acceptLanguage = ''): string[] {
	return acceptLanguage
		.split(',')
		.map((range) => {
			const [tag = '', quality] = range.split(/;\s*q=/i);
			return { tag: tag.trim(), quality: Number(quality ?? 1) };
		})
		.filter(({ quality }) => quality > 0)
		.sort((a, b) => b.quality - a.quality)
		.map(({ tag }) => tag);
}

function subtags(tag: string): string[] {
	return tag.toLowerCase().split(/[-_]/);
}

function isTraditionalChinese([, ...others]: readonly string[]): boolean {
	return (
		others.includes('hant') || (!others.includes('hans') && others.some((each) => /^(tw|hk|mo)$/.test(each)))
	);
}
