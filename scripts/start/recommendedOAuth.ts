import { randomBytes } from 'node:crypto';
import type { RunningWorkspace } from 'rocketchat-app-workspace';
import { makeRecommendedTable } from '../../lib/setup/customOAuthTable';

/** The service's name, as the app's setting `service-name` has it from the start. */
export const SERVICE = 'metamask';

/**
 * Does with an installed app what the README has an admin do: makes up the client's secret, enters it in
 * the app's settings, and fills in the Custom OAuth service. What was set up before stays as it is, but for the
 * app's address, which follows the workspace's.
 * @throws Error when the app is not installed
 */
export async function configureRecommendedOAuth(workspace: RunningWorkspace, appId: string): Promise<void> {
	const { apps, settings, url } = workspace;
	const path = `/api/apps/public/${appId}`;
	const prefix = await settings.addCustomOAuth(SERVICE);
	if (isSetUp(workspace, appId, prefix)) {
		if (settings.text(`${prefix}-url`).endsWith(path)) {
			await settings.set(`${prefix}-url`, `${url}${path}`);
		}
		return;
	}
	const clientSecret = secretOf(workspace, appId) || randomBytes(32).toString('hex');
	await apps.setSetting(appId, 'client-secret', clientSecret);
	const clientId = String(apps.settingValue(appId, 'client-id'));
	const table = makeRecommendedTable({ issuer: `${url}${path}`, clientId, clientSecret });
	for (const [suffix, value] of Object.entries(table)) {
		await settings.set(`${prefix}${suffix}`, value);
	}
}

function isSetUp(workspace: RunningWorkspace, appId: string, prefix: string): boolean {
	const fields = ['-url', '-id', '-secret'].map((suffix) => workspace.settings.text(`${prefix}${suffix}`));
	return [...fields, secretOf(workspace, appId)].every((text) => text !== '');
}

function secretOf({ apps }: RunningWorkspace, appId: string): string {
	return String(apps.settingValue(appId, 'client-secret') ?? '');
}
