/** Keys of `i18n/` that Rocket.Chat itself looks up: the words of settings and of slash commands. */
const LOOKED_UP = /^setting_|_description$|_parameters$/;

/**
 * What the zip keeps of one file of `i18n/`: the sentences that Rocket.Chat looks up. All others are in the
 * bundle, and would make the zip a fifth larger.
 * @param json the file's content
 */
export function serverTexts(json: string): string {
	const texts: Record<string, string> = JSON.parse(json);
	return JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([key]) => LOOKED_UP.test(key))));
}
