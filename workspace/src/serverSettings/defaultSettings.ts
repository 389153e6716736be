/** The value of a server setting. */
export type SettingValue = string | number | boolean;

/** A server setting as Rocket.Chat keeps it: the fields that an app can read. */
export interface ServerSetting {
	_id: string;
	type: 'string' | 'boolean' | 'int' | 'password' | 'select' | 'code' | 'color';
	value: SettingValue;
	packageValue: SettingValue;
	group: string;
	/** Anyone may read it. */
	public: boolean;
	/** Apps may neither read nor write it. */
	hidden: boolean;
}

export type SettingDefinition = Pick<ServerSetting, '_id' | 'type'> &
	Partial<Pick<ServerSetting, 'group' | 'public' | 'hidden'>> & { default: SettingValue };

/** The settings that matter to apps and logins, with Rocket.Chat's defaults. `Site_Url` gets its value at start. */
export const DEFAULT_SETTINGS: readonly SettingDefinition[] = [
	{ _id: 'Site_Url', type: 'string', default: '', group: 'General', public: true },
	{ _id: 'Site_Name', type: 'string', default: 'Rocket.Chat', group: 'General', public: true },
	{ _id: 'Language', type: 'string', default: '', group: 'General', public: true },
	{ _id: 'Iframe_Integration_send_enable', type: 'boolean', default: false, group: 'General', public: true },
	{ _id: 'Accounts_RegistrationForm', type: 'select', default: 'Public', group: 'Accounts', public: true },
	{
		_id: 'Accounts_Registration_AuthenticationServices_Enabled',
		type: 'boolean',
		default: true,
		group: 'Accounts',
		public: true,
	},
	{
		_id: 'Accounts_Registration_AuthenticationServices_Default_Roles',
		type: 'string',
		default: 'user',
		group: 'Accounts',
	},
	{
		_id: 'Accounts_ManuallyApproveNewUsers',
		type: 'boolean',
		default: false,
		group: 'Accounts',
		public: true,
	},
	{ _id: 'Accounts_EmailVerification', type: 'boolean', default: false, group: 'Accounts', public: true },
	{ _id: 'Accounts_LoginExpiration', type: 'int', default: 90, group: 'Accounts', public: true },
	{ _id: 'Accounts_ShowFormLogin', type: 'boolean', default: true, group: 'Accounts', public: true },
	{ _id: 'Accounts_AllowUsernameChange', type: 'boolean', default: true, group: 'Accounts', public: true },
	{ _id: 'Accounts_OAuth_Use_Modern_Flow', type: 'boolean', default: false, group: 'OAuth', public: true },
	{
		_id: 'Accounts_TwoFactorAuthentication_Enabled',
		type: 'boolean',
		default: true,
		group: 'Accounts',
		public: true,
	},
	{
		_id: 'Accounts_TwoFactorAuthentication_By_Email_Enabled',
		type: 'boolean',
		default: true,
		group: 'Accounts',
	},
	{
		_id: 'Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In',
		type: 'boolean',
		default: true,
		group: 'Accounts',
	},
	{
		_id: 'Accounts_TwoFactorAuthentication_By_Email_Code_Expiration',
		type: 'int',
		default: 3600,
		group: 'Accounts',
	},
	{
		_id: 'Accounts_twoFactorAuthentication_email_available_for_OAuth_users',
		type: 'boolean',
		default: true,
		group: 'Accounts',
	},
	{ _id: 'Accounts_TwoFactorAuthentication_RememberFor', type: 'int', default: 1800, group: 'Accounts' },
	{ _id: 'Accounts_iframe_enabled', type: 'boolean', default: false, group: 'Accounts', public: true },
	{ _id: 'Accounts_iframe_url', type: 'string', default: '', group: 'Accounts', public: true },
	{ _id: 'Accounts_Iframe_api_url', type: 'string', default: '', group: 'Accounts', public: true },
	{ _id: 'Accounts_Iframe_api_method', type: 'string', default: 'POST', group: 'Accounts', public: true },
	{ _id: 'API_Enable_Rate_Limiter', type: 'boolean', default: true, group: 'Rate Limiter' },
	{ _id: 'Enable_CSP', type: 'boolean', default: true, group: 'General' },
];
