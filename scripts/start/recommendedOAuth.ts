import { randomBytes } from 'node:crypto';
import type { Workspace } from '../../workspace/index';

/** The service's name, as the app's setting `service-name` has it from the start. */
export const SERVICE = 'metamask';

/**
 * Does with an installed app what the README has an admin do: makes up the client's secret, enters it in
 * the app's settings, and fills in the Custom OAuth service.
 * @throws Error when the app is not installed
 */
export async function configureRecommendedOAuth(
	{ apps, settings, url }: Workspace,
	appId: string,
): Promise<void> {
	const kept = String(apps.settingValue(appId, 'client-secret') ?? '');
	const secret = kept || randomBytes(32).toString('hex');
	if (secret !== kept) await apps.setSetting(appId, 'client-secret', secret);

	const prefix = await settings.addCustomOAuth(SERVICE);
	const fields = {
		'': true,
		'-url': `${url}/api/apps/public/${appId}`,
		'-token_path': '/token',
		'-token_sent_via': 'header',
		'-identity_token_sent_via': 'default',
		'-identity_path': '/userinfo',
		'-authorize_path': '/authorize',
		'-scope': 'openid',
		'-access_token_param': 'access_token',
		'-id': String(apps.settingValue(appId, 'client-id')),
		'-secret': secret,
		'-login_style': 'redirect',
		'-button_label_text': 'MetaMask',
		'-key_field': 'username',
		'-username_field': 'preferred_username',
		'-email_field': '',
		'-name_field': 'name',
		'-merge_users': true,
		'-merge_users_distinct_services': true,
		'-show_button': true,
	};
	for (const [suffix, value] of Object.entries(fields)) await settings.set(`${prefix}${suffix}`, value);
}
