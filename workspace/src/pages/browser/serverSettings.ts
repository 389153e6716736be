import { get, post, records } from './api';
import type { Act } from './appPanel';
import { element } from './element';
import { type Choice, readSetting, type Setting, settingField, settingsForm } from './settingField';

const CUSTOM = /^Accounts_OAuth_Custom-([^-]+)(.*)$/;

/** Custom OAuth's fields as Rocket.Chat labels and orders them, by the end of their setting's id. */
const LABELS: Record<string, string> = {
	'': 'Enable',
	'-url': 'URL',
	'-token_path': 'Token Path',
	'-token_sent_via': 'Token Sent Via',
	'-identity_token_sent_via': 'Identity Token Sent Via',
	'-identity_path': 'Identity Path',
	'-authorize_path': 'Authorize Path',
	'-scope': 'Scope',
	'-access_token_param': 'Param Name for access token',
	'-id': 'Id',
	'-secret': 'Secret',
	'-login_style': 'Login Style',
	'-button_label_text': 'Button Text',
	'-button_label_color': 'Button Text Color',
	'-button_color': 'Button Color',
	'-key_field': 'Key Field',
	'-username_field': 'Username field',
	'-email_field': 'Email field',
	'-name_field': 'Name field',
	'-avatar_field': 'Avatar field',
	'-roles_claim': 'Roles/Groups field name',
	'-groups_claim': 'Roles/Groups field for channel mapping',
	'-channels_admin': 'User Data Group Map',
	'-map_channels': 'Map Roles/Groups to channels',
	'-merge_roles': 'Merge Roles from SSO',
	'-roles_to_sync': 'Roles to Sync',
	'-merge_users': 'Merge users',
	'-merge_users_distinct_services': 'Merge users from distinct services',
	'-show_button': 'Show Button on Login Page',
	'-groups_channel_map': 'OAuth Group Channel Map',
};

const HEADER: Choice = ['header', 'Header'];
const PAYLOAD: Choice = ['payload', 'Payload'];

/** What some of them may be, which the API does not tell. */
const CHOICES: Record<string, Choice[]> = {
	'-token_sent_via': [HEADER, PAYLOAD],
	'-identity_token_sent_via': [['default', 'Same as "Token Sent Via"'], HEADER, PAYLOAD],
	'-login_style': [
		['redirect', 'Redirect'],
		['popup', 'Popup'],
		['', 'Default'],
	],
	'-key_field': [
		['username', 'Username'],
		['email', 'Email'],
	],
};

function groupOf({ id }: Setting): string {
	const service = CUSTOM.exec(id)?.[1];
	return service ? `Custom OAuth: ${service}` : (id.split('_')[0] ?? '');
}

/** A setting of a Custom OAuth service with its label; the group names the service. */
function named(setting: Setting): Setting {
	const [, , suffix] = CUSTOM.exec(setting.id) ?? [];
	if (suffix === undefined) {
		return setting;
	}
	return {
		...setting,
		label: LABELS[suffix] ?? suffix,
		description: setting.id,
		type: suffix === '-secret' ? 'password' : setting.type,
		choices: CHOICES[suffix] ?? [],
	};
}

const ORDER = Object.keys(LABELS);

/** The store has no order of its own. */
function place({ id }: Setting): number {
	return ORDER.indexOf(CUSTOM.exec(id)?.[2] ?? '');
}

/** All server settings by group, those of Custom OAuth services first. */
export async function serverSettings(act: Act): Promise<HTMLElement[]> {
	const { settings } = await get('/api/v1/settings');
	const groups = new Map<string, HTMLElement[]>();
	const sorted = records(settings)
		.map((raw) => named(readSetting(raw)))
		.sort((a, b) => place(a) - place(b) || a.id.localeCompare(b.id));
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
