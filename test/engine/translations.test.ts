import { describe, expect, test } from 'vitest';
import { DEFAULTS } from '../../lib/settings/AppSettings';
import { LANGUAGES } from '../../lib/text/languages';
import { selectTexts, translate } from '../../lib/text/translate';
import { APP_ID } from './site';
import { siteForTests } from './siteForTests';

const on = siteForTests();

type Texts = Record<string, string>;

async function api(path: string): Promise<Record<string, unknown>> {
	const { url, workspace } = on.site;
	const { token } = await workspace.context.loginTokens.issue(workspace.admin._id);
	const headers = { 'x-user-id': workspace.admin._id, 'x-auth-token': token };
	return (await (await fetch(`${url}/api/${path}`, { headers })).json()) as Record<string, unknown>;
}

/**
 * What Rocket.Chat's client shows for keys, in a language that a user may choose there.
 * @returns gives a key's text; the key if there is none
 */
async function shownIn(language: string): Promise<(key: string) => string> {
	const { app } = (await api(`apps/${APP_ID}`)) as { app: { languages: Record<string, Texts> } };
	// The engine lower-cases the files' names, and the client puts the region back.
	const bundles = Object.entries(app.languages).map(([name, texts]): [string, Texts] => [
		name.replace(
			/^([a-z]{2,3})-([a-z]{2,4})/,
			(_all, primary, region) => `${primary}-${region.toUpperCase()}`,
		),
		texts,
	]);
	const byLanguage = new Map(bundles);
	const [primary = ''] = language.split('-');
	return (key) => [language, primary, 'en'].map((each) => byLanguage.get(each)?.[key]).find(Boolean) ?? key;
}

describe('Rocket.Chat shows', () => {
	test.each([
		...LANGUAGES.map((language) => [language, language] as const),
		['de-AT', 'de'] as const,
		['zh-CN', 'zh'] as const,
		['it', 'en'] as const,
	])('the slash command in %s as text', async (chosen, language) => {
		const { commands } = (await api('v1/commands.list')) as { commands: Texts[] };
		const wallet = commands.find(({ command }) => command === 'wallet');
		const [description, params] = [wallet?.description, wallet?.params].map((key = '') => {
			expect(key).toMatch(new RegExp(`^app-${APP_ID}\\.`));
			return key.slice(`app-${APP_ID}.`.length);
		});
		const shown = await shownIn(chosen);
		expect(shown(description ?? '')).toBe(translate('wallet_description', {}, language));
		expect(shown(params ?? '')).toBe(translate('wallet_parameters', {}, language));
	});

	test.each(LANGUAGES)('every setting in %s as text', async (language) => {
		const list = Object.values(on.site.workspace.apps.settings(APP_ID));
		expect(list.map(({ id }) => id).sort()).toEqual(Object.keys(DEFAULTS).sort());
		const texts = selectTexts('setting_', language);
		const shown = await shownIn(language);
		for (const { i18nLabel, i18nDescription = '', values = [] } of list) {
			for (const key of [i18nLabel, i18nDescription, ...values.map((each) => each.i18nLabel)]) {
				expect(shown(key)).toBe(texts[key]);
			}
		}
	});
});
