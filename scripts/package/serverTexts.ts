/** Whether Rocket.Chat itself looks a key of `i18n/` up: the words of settings and of slash commands. */
function isLookedUp(key: string): boolean {
	return /^setting_|_description$|_parameters$/.test(key);
}

/**
 * What the zip keeps of one file of `i18n/`: the sentences that Rocket.Chat looks up. All others are in
 * the bundle.
 * @param json the file's content
 */
export function serverTexts(json: string): string {
	const texts: Record<string, string> = JSON.parse(json);
	return JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([key]) => isLookedUp(key))));
}

/** Whether only Rocket.Chat ever says it: `/wallet setup` uses the words of one setting, too. */
export function isForServerAlone(key: string): boolean {
	return /^setting_section_|^setting_(?!sign-in-message_).*_description$/.test(key);
}
