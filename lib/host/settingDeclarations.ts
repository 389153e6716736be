import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { CHOICES, DEFAULTS, type SettingId } from '../settings/AppSettings';

type Section = 'login' | 'service' | 'wallet' | 'tools' | 'iframe';

const KINDS: Record<SettingId, readonly [Section, SettingType]> = {
	'sign-in-message': ['login', SettingType.SELECT],
	access: ['login', SettingType.SELECT],
	'allowed-accounts': ['login', SettingType.STRING],
	'new-users-per-hour': ['login', SettingType.NUMBER],
	'code-lifetime': ['login', SettingType.NUMBER],
	'service-name': ['service', SettingType.STRING],
	'client-id': ['service', SettingType.STRING],
	'client-secret': ['service', SettingType.PASSWORD],
	'email-domain': ['service', SettingType.STRING],
	'access-token-lifetime': ['wallet', SettingType.NUMBER],
	'session-lifetime': ['wallet', SettingType.NUMBER],
	'wallet-oauth-client-id': ['wallet', SettingType.STRING],
	'wallet-oauth-clientsecret': ['wallet', SettingType.PASSWORD],
	'trusted-clients': ['tools', SettingType.CODE],
	'service-account-id': ['iframe', SettingType.STRING],
	'service-account-token': ['iframe', SettingType.PASSWORD],
	'create-token-secret': ['iframe', SettingType.PASSWORD],
};

/** The app's settings as the admin's page shows them; their words are in `i18n/`. */
export function settingDeclarations(): ISetting[] {
	return (Object.keys(DEFAULTS) as SettingId[]).map((id) => ({
		id,
		type: KINDS[id][1],
		section: `setting_section_${KINDS[id][0]}`,
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
