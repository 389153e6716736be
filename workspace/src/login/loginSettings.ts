import type { SettingDefinition } from '../serverSettings/defaultSettings';
import type { ServerSettings } from '../serverSettings/ServerSettings';

/** The settings that only logins read, with Rocket.Chat's defaults unless a comment says otherwise. */
const LOGIN_SETTINGS: readonly SettingDefinition[] = [
	{ _id: 'Accounts_Verify_Email_For_External_Accounts', type: 'boolean', default: true, group: 'Accounts' },
	{
		_id: 'Accounts_TwoFactorAuthentication_Max_Invalid_Email_Code_Attempts',
		type: 'int',
		default: 5,
		group: 'Accounts',
	},
	// On in Rocket.Chat; off here, as tests and load runs log in far more often than people do.
	{ _id: 'API_Enable_Rate_Limiter_Dev', type: 'boolean', default: false, group: 'Rate Limiter' },
	{ _id: 'API_Enable_Rate_Limiter_Limit_Calls_Default', type: 'int', default: 10, group: 'Rate Limiter' },
	{ _id: 'API_Enable_Rate_Limiter_Limit_Time_Default', type: 'int', default: 60_000, group: 'Rate Limiter' },
];

/** Creates the settings of logins. Await it before the routes answer. */
export async function defineLoginSettings(settings: ServerSettings): Promise<void> {
	for (const definition of LOGIN_SETTINGS) {
		await settings.define(definition);
	}
}
