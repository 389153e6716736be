import { get, isRecord, post, records, remove } from './api';
import { element } from './element';
import { appTexts, readSetting, settingField, settingsForm } from './settingField';

type App = Record<string, unknown>;

/** Runs an admin's action, and shows why it failed. */
export type Act = (action: () => Promise<unknown>) => Promise<void>;

async function settingsOf(app: App, act: Act): Promise<HTMLElement[]> {
	const { settings } = await get(`/api/apps/${app.id}/settings`);
	const texts = appTexts(app.languages);
	const fields = Object.values(isRecord(settings) ? settings : {})
		.filter(isRecord)
		.map((raw) => readSetting(raw, texts))
		.map((setting) =>
			settingField(setting, (value) =>
				act(() => post(`/api/apps/${app.id}/settings`, { settings: [{ id: setting.id, value }] })),
			),
		);
	return [settingsForm(fields)];
}

function logText(entry: Record<string, unknown>): string {
	const lines = records(entry.entries).map(({ severity, args }) => {
		const parts = Array.isArray(args) ? args : [];
		return `  ${severity}: ${parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')}`;
	});
	return [`${entry._createdAt ?? entry.startTime ?? ''} ${entry.method}`, ...lines].join('\n');
}

async function logsOf(app: App): Promise<HTMLElement[]> {
	const { logs } = await get(`/api/apps/${app.id}/logs`);
	const text = records(logs).slice(0, 100).map(logText).join('\n');
	return [element('pre', { tabIndex: 0 }, text || 'Nothing logged yet.')];
}

/** A part of the panel that loads when it is opened. */
function lazy(title: string, load: () => Promise<HTMLElement[]>, act: Act): HTMLDetailsElement {
	const content = element('div');
	const details = element('details', {}, element('summary', {}, title), content);
	details.addEventListener('toggle', () => {
		if (details.open) {
			act(async () => content.replaceChildren(...(await load())));
		}
	});
	return details;
}

/** An app with the admin's buttons; `reload` shows all apps again. */
export function appPanel(app: App, act: Act, reload: () => Promise<void>): HTMLElement {
	const isOn = app.status === 'manually_enabled' || app.status === 'auto_enabled';
	const toggle = element('button', { type: 'button' }, isOn ? 'Disable' : 'Enable');
	toggle.onclick = () =>
		act(async () => {
			const status = isOn ? 'manually_disabled' : 'manually_enabled';
			await post(`/api/apps/${app.id}/status`, { status });
			await reload();
		});
	const uninstall = element('button', { type: 'button', className: 'danger' }, 'Uninstall');
	uninstall.onclick = () =>
		act(async () => {
			if (!confirm(`Uninstall ${app.name} and all it has stored?`)) {
				return;
			}
			await remove(`/api/apps/${app.id}`);
			await reload();
		});
	const status = element('span', { className: 'muted' }, String(app.status).replaceAll('_', ' '));
	return element(
		'article',
		{},
		element('h3', { className: 'row' }, `${app.name} ${app.version}`, status),
		element('p', { className: 'muted' }, String(app.description ?? '')),
		element('div', { className: 'row' }, toggle, uninstall),
		lazy('Settings', () => settingsOf(app, act), act),
		lazy('Logs', () => logsOf(app), act),
	);
}
