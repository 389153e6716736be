import { randomBytes } from 'node:crypto';
import { recommendedTable } from '../../lib/customOAuthTable';
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
	const clientSecret = kept || randomBytes(32).toString('hex');
	if (clientSecret !== kept) await apps.setSetting(appId, 'client-secret', clientSecret);

	const prefix = await settings.addCustomOAuth(SERVICE);
	const clientId = String(apps.settingValue(appId, 'client-id'));
	const table = recommendedTable({ issuer: `${url}/api/apps/public/${appId}`, clientId, clientSecret });
	for (const [suffix, value] of Object.entries(table)) await settings.set(`${prefix}${suffix}`, value);
}
