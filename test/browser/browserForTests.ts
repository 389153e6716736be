import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../wallet/chromium';

/** Starts a browser before a file's first test and closes it after the last. */
export function browserForTests(launch: () => Promise<Browser> = launchChromium): {
	readonly browser: Browser;
} {
	let launched: Browser | undefined;

	beforeAll(async () => {
		launched = await launch();
	});

	afterAll(async () => {
		await launched?.close();
	});

	return {
		get browser() {
			if (!launched) {
				throw new Error('the browser runs only while tests do');
			}
			return launched;
		},
	};
}
