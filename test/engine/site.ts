import { readFile } from 'node:fs/promises';
import {
	type Cluster,
	type RunningWorkspace,
	startCluster,
	startWorkspace,
	type WorkspaceOptions,
} from 'rocketchat-app-workspace';
import { inject } from 'vitest';
import manifest from '../../app.json';
import { type CustomOAuthTable, makeRecommendedTable } from '../../lib/setup/customOAuthTable';

export const APP_ID = manifest.id;
export const CLIENT_ID = 'rocketchat';
export const CLIENT_SECRET = 'a secret that only Rocket.Chat and the app know';
export const SERVICE = 'metamask';

/** A workspace with the packaged app in it, set up as the README says. */
export interface Site<Kind extends RunningWorkspace | Cluster = RunningWorkspace> {
	readonly workspace: Kind;
	/** Site_Url. */
	readonly url: string;
	readonly issuer: string;
	/** Changes fields of the Custom OAuth service, by the end of their setting's id. */
	customOAuth(fields: CustomOAuthTable): Promise<void>;
	/** Changes a setting of the app. */
	setting(id: string, value: unknown): Promise<void>;
	/** Changes a setting of the server that the app uses for a second after it has read it. */
	serverSetting(id: 'Site_Url' | 'Site_Name', value: string): Promise<void>;
	useModernFlow(on: boolean): Promise<void>;
	/** All texts that the app has logged, as one. */
	logs(): Promise<string>;
}

/** On one server or on several. */
export type AnySite = Site<RunningWorkspace | Cluster>;

/**
 * Starts a workspace, on the engine of the tests' layer unless another is named, and installs the app.
 * @param zip its path; without one that of this very run
 */
export async function startSite(options: WorkspaceOptions = {}, zip = inject('appZip')): Promise<Site> {
	const engine = inject('engine');
	return setUp(await startWorkspace({ ...(engine && { engine }), ...options }), zip);
}

/** The same, of so many servers. */
export async function startClusterSite(servers: number): Promise<Site<Cluster>> {
	return setUp(await startCluster(servers), inject('appZip'));
}

async function setUp<Kind extends RunningWorkspace | Cluster>(
	workspace: Kind,
	zip: string,
): Promise<Site<Kind>> {
	const issuer = `${workspace.url}/api/apps/public/${APP_ID}`;
	const prefix = await workspace.settings.addCustomOAuth(SERVICE);
	const site: Site<Kind> = {
		workspace,
		url: workspace.url,
		issuer,
		async customOAuth(fields) {
			for (const [suffix, value] of Object.entries(fields)) {
				await workspace.settings.set(`${prefix}${suffix}`, value);
			}
		},
		async setting(id, value) {
			await workspace.apps.setSetting(APP_ID, id, value);
		},
		async serverSetting(id, value) {
			await workspace.settings.set(id, value);
			workspace.clock.advance(1000);
		},
		async useModernFlow(on) {
			await workspace.settings.set('Accounts_OAuth_Use_Modern_Flow', on);
		},
		async logs() {
			return JSON.stringify(await workspace.apps.logs(APP_ID));
		},
	};
	await workspace.apps.install(await readFile(zip));
	await site.setting('client-secret', CLIENT_SECRET);
	await site.customOAuth(makeRecommendedTable({ issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }));
	return site;
}
