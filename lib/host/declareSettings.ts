import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import type { Setting } from '../settings/settingKinds';
import { SETTINGS } from '../settings/settingsTable';

const TYPES: Readonly<Record<Setting['input']['kind'], SettingType>> = {
	text: SettingType.STRING,
	lines: SettingType.STRING,
	secret: SettingType.PASSWORD,
	number: SettingType.NUMBER,
	json: SettingType.CODE,
	choice: SettingType.SELECT,
};

/** Declares the app's settings for the admin's page; their words are in `i18n/`. */
export function declareSettings(): ISetting[] {
	return Object.values<Setting>(SETTINGS).map(({ id, section, input, default: packageValue }) => ({
		id,
		type: TYPES[input.kind],
		section: `setting_section_${section}`,
		packageValue,
		required: false,
		public: false,
		i18nLabel: `setting_${id}`,
		i18nDescription: `setting_${id}_description`,
		...(input.kind === 'lines' ? { multiline: true } : {}),
		...(input.kind === 'choice'
			? { values: input.choices.map((key) => ({ key, i18nLabel: `setting_${id}_${key}` })) }
			: {}),
	}));
}
