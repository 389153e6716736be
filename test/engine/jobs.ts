import { beforeAll } from 'vitest';
import type { SiteForTests } from './siteForTests';

/** The app's jobs run when a test says so, and at no other time. */
export function jobsByHand(on: SiteForTests) {
	const workspace = () => on.site.workspace;

	beforeAll(async () => {
		await workspace().jobs.runDue();
		await workspace().jobs.stop();
	});

	return {
		/** Lets so many seconds go by; no job runs. */
		wait(seconds: number): void {
			workspace().clock.advance(seconds * 1000);
		},
		/** Runs what is due, and waits for it. */
		async runDue(): Promise<void> {
			await workspace().jobs.runDue();
		},
	};
}
