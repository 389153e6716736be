import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium without a user interface: a page costs a quarter of the processor time. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

/** Starts the machine's headless Chromium; the caller closes it. */
export function launchChromium(): Promise<Browser> {
	return chromium.launch({
		executablePath:
			process.env.CHROMIUM_PATH ?? (existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : '/usr/bin/chromium'),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}
