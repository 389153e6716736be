import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { CHOICES, DEFAULTS, type SettingId } from '../settings';

const TYPES: Record<SettingId, SettingType> = {
	'service-name': SettingType.STRING,
	'client-id': SettingType.STRING,
	'client-secret': SettingType.PASSWORD,
	'wallet-oauth-client-id': SettingType.STRING,
	'wallet-oauth-clientsecret': SettingType.PASSWORD,
	'sign-in-message': SettingType.SELECT,
	'code-lifetime': SettingType.NUMBER,
	'access-token-lifetime': SettingType.NUMBER,
	'session-lifetime': SettingType.NUMBER,
	'email-domain': SettingType.STRING,
	access: SettingType.SELECT,
	'allowed-accounts': SettingType.STRING,
	'new-users-per-hour': SettingType.NUMBER,
	'trusted-clients': SettingType.CODE,
	'service-account-id': SettingType.STRING,
	'service-account-token': SettingType.PASSWORD,
	'create-token-secret': SettingType.PASSWORD,
};

/** The app's settings as the admin's page shows them; their words are in `i18n/`. */
export function settingDeclarations(): ISetting[] {
	return (Object.keys(DEFAULTS) as SettingId[]).map((id) => ({
		id,
		type: TYPES[id],
		packageValue: DEFAULTS[id],
		required: false,
		public: false,
		i18nLabel: `setting_${id}`,
		i18nDescription: `setting_${id}_description`,
		...(id === 'allowed-accounts' ? { multiline: true } : {}),
		...(id === 'access' || id === 'sign-in-message' ? { values: choices(id) } : {}),
	}));
}

function choices(id: keyof typeof CHOICES) {
	return CHOICES[id].map((key) => ({ key, i18nLabel: `setting_${id}_${key}` }));
}
