import { get, post, records } from './api';
import type { Act } from './appPanel';
import { element } from './element';
import { readSetting, type ShownSetting, settingField, settingsForm } from './settingField';

/** A Custom OAuth service's settings are a group of their own. */
function groupOf({ id }: ShownSetting): string {
	const service = /^Accounts_OAuth_Custom-([^-]+)/.exec(id)?.[1];
	return service ? `Custom OAuth: ${service}` : (id.split('_')[0] ?? '');
}

/** All server settings by group, those of Custom OAuth services first. */
export async function serverSettings(act: Act): Promise<HTMLElement[]> {
	const { settings } = await get('/api/v1/settings');
	const groups = new Map<string, HTMLElement[]>();
	const sorted = records(settings)
		.map((raw) => readSetting(raw))
		.sort((a, b) => a.id.localeCompare(b.id));
	for (const setting of sorted) {
		const field = settingField(setting, (value) =>
			act(() => post(`/api/v1/settings/${setting.id}`, { value })),
		);
		groups.set(groupOf(setting), [...(groups.get(groupOf(setting)) ?? []), field]);
	}
	const isCustom = (name: string) => Number(name.startsWith('Custom OAuth'));
	return [...groups]
		.sort(([a], [b]) => isCustom(b) - isCustom(a) || a.localeCompare(b))
		.map(([name, fields]) => element('details', {}, element('summary', {}, name), settingsForm(fields)));
}
