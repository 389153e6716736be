import { get, post, records } from './api';
import type { Act } from './appPanel';
import { element } from './element';
import { readSetting, type Setting, settingField } from './settingField';

const CUSTOM = /^Accounts_OAuth_Custom-([^-]+)/;

/** Custom OAuth's settings have fixed choices, which the API does not tell. */
const CHOICES: Record<string, string[]> = {
	token_sent_via: ['header', 'payload'],
	identity_token_sent_via: ['default', 'header', 'payload'],
	login_style: ['redirect', 'popup', ''],
	key_field: ['username', 'email'],
};

function groupOf({ id }: Setting): string {
	const service = CUSTOM.exec(id)?.[1];
	return service ? `Custom OAuth: ${service}` : (id.split('_')[0] ?? '');
}

/** A setting of a Custom OAuth service goes by its suffix, in words, as its group names the service. */
function named(setting: Setting): Setting {
	const [, , suffix] = /^Accounts_OAuth_Custom-([^-]+)(?:-(.+))?$/.exec(setting.id) ?? [];
	if (!CUSTOM.test(setting.id)) {
		return setting;
	}
	const words = (suffix ?? 'enable').replaceAll('_', ' ');
	const choices = CHOICES[suffix ?? ''] ?? [];
	return {
		...setting,
		label: words.charAt(0).toUpperCase() + words.slice(1),
		description: setting.id,
		choices: choices.map((choice) => [choice, choice || 'default']),
	};
}

/** All server settings by group, those of Custom OAuth services first. */
export async function serverSettings(act: Act): Promise<HTMLElement[]> {
	const { settings } = await get('/api/v1/settings');
	const groups = new Map<string, HTMLElement[]>();
	for (const setting of records(settings).map((raw) => named(readSetting(raw)))) {
		const field = settingField(setting, (value) =>
			act(() => post(`/api/v1/settings/${setting.id}`, { value })),
		);
		groups.set(groupOf(setting), [...(groups.get(groupOf(setting)) ?? []), field]);
	}
	const isCustom = (name: string) => Number(name.startsWith('Custom OAuth'));
	return [...groups]
		.sort(([a], [b]) => isCustom(b) - isCustom(a) || a.localeCompare(b))
		.map(([name, fields]) => element('details', {}, element('summary', {}, name), ...fields));
}
