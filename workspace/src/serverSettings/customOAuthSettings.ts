import type { ServerSetting, SettingDefinition, SettingValue } from './defaultSettings';

/** What "Add custom OAuth" creates: suffix, type and default of each setting of a service. */
const TABLE: readonly [suffix: string, type: ServerSetting['type'], value: SettingValue][] = [
	['', 'boolean', false],
	['-url', 'string', ''],
	['-token_path', 'string', '/oauth/token'],
	['-token_sent_via', 'select', 'payload'],
	['-identity_token_sent_via', 'select', 'default'],
	['-identity_path', 'string', '/me'],
	['-authorize_path', 'string', '/oauth/authorize'],
	['-scope', 'string', 'openid'],
	['-access_token_param', 'string', 'access_token'],
	['-id', 'string', ''],
	['-secret', 'string', ''],
	['-login_style', 'select', 'popup'],
	['-button_label_text', 'string', ''],
	['-button_label_color', 'string', '#FFFFFF'],
	['-button_color', 'string', '#1d74f5'],
	['-key_field', 'select', 'username'],
	['-username_field', 'string', ''],
	['-email_field', 'string', ''],
	['-name_field', 'string', ''],
	['-avatar_field', 'string', ''],
	['-roles_claim', 'string', 'roles'],
	['-groups_claim', 'string', 'groups'],
	['-channels_admin', 'string', 'rocket.cat'],
	['-map_channels', 'boolean', false],
	['-merge_roles', 'boolean', false],
	['-roles_to_sync', 'string', ''],
	['-merge_users', 'boolean', false],
	['-merge_users_distinct_services', 'boolean', false],
	['-show_button', 'boolean', true],
	['-groups_channel_map', 'code', '{}'],
];

/** The prefix of a service's settings: its name with a capital first letter, letters, digits and underscores only. */
export function customOAuthPrefix(name: string): string {
	const plain = name.toLowerCase().replace(/[^a-z0-9_]/g, '');
	return `Accounts_OAuth_Custom-${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

/** The definitions that adding the custom OAuth service `name` creates. */
export function customOAuthSettings(name: string): SettingDefinition[] {
	const prefix = customOAuthPrefix(name);
	return TABLE.map(([suffix, type, value]) => ({
		_id: `${prefix}${suffix}`,
		type,
		default: value,
		group: 'OAuth',
		public: false,
	}));
}
