import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { type RunningWorkspace, startWorkspace } from 'rocketchat-app-workspace';
import type { EngineVersion } from 'rocketchat-app-workspace/engines';
import { PROBE_ID, packageProbe } from 'rocketchat-app-workspace/example';
import manifest from '../app.json';
import { configureRecommendedOAuth, SERVICE } from '../scripts/start/recommendedOAuth';
import type { Registration } from './loginSteps';

/** A workspace with the app, set up as the README says, beside an app with an endpoint that does nothing. */
export interface BenchSite {
	readonly workspace: RunningWorkspace;
	readonly app: ProxiedApp;
	readonly registration: Registration;
	readonly emptyApp: ProxiedApp;
	readonly emptyUrl: string;
}

/**
 * Starts the site; the caller stops the workspace.
 * @param zip the app, packaged
 */
export async function startBenchSite(zip: Uint8Array, engine?: EngineVersion): Promise<BenchSite> {
	const workspace = await startWorkspace(engine ? { engine } : {});
	const { apps, url } = workspace;
	await apps.install(Buffer.from(zip));
	await apps.install(await packageProbe());
	await configureRecommendedOAuth(workspace, manifest.id);
	// A job's accessor calls would be taken for a request's.
	await workspace.jobs.stop();
	// For a minute after its installation the app still looks for an older master key at each request.
	workspace.clock.advance(120_000);
	return {
		workspace,
		app: apps.manager.getOneById(manifest.id),
		registration: {
			issuer: `${url}/api/apps/public/${manifest.id}`,
			redirectUri: `${url}/_oauth/${SERVICE}`,
			clientId: String(apps.settingValue(manifest.id, 'client-id')),
			clientSecret: String(apps.settingValue(manifest.id, 'client-secret')),
		},
		emptyApp: apps.manager.getOneById(PROBE_ID),
		emptyUrl: `${url}/api/apps/public/${PROBE_ID}/empty`,
	};
}

/** Does what Rocket.Chat does after a first login: creates the user, of which the app is told. */
export async function createUserOf(
	{ workspace, app }: BenchSite,
	claims: Record<string, unknown>,
): Promise<void> {
	const { account, preferred_username: username, name } = claims;
	await workspace.users.insert({
		username: String(username),
		name: String(name),
		services: { [SERVICE]: claims },
		roles: ['user'],
		active: true,
		type: 'user',
	});
	const wallet = [{ model: 'misc', id: `wallet:${account}` }];
	for (let attempt = 0; attempt < 500; attempt += 1) {
		if ((await workspace.persistence.readByAssociations(wallet, app.getID())).length > 0) {
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	throw new Error('the app did not record the user whose creation it was told of');
}
