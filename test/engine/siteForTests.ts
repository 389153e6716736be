import type { WorkspaceOptions } from 'rocketchat-app-workspace';
import { afterAll, beforeAll } from 'vitest';
import { Provider } from './provider';
import { type Site, startSite } from './site';

/** A site that stands from before a file's first test until after its last. */
export interface SiteForTests {
	readonly site: Site;
	readonly provider: Provider;
}

/** Call it at the top of a file or of a `describe`. */
export function siteForTests(options: WorkspaceOptions = {}): SiteForTests {
	let site: Site | undefined;

	beforeAll(async () => {
		site = await startSite(options);
	});

	afterAll(async () => {
		await site?.workspace.stop();
	});

	const started = () => {
		if (!site) {
			throw new Error('the site stands only while tests run');
		}
		return site;
	};
	return {
		get site() {
			return started();
		},
		get provider() {
			return new Provider(started());
		},
	};
}
