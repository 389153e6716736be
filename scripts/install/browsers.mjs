import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from '../run/command.mjs';
import { reportProgress } from '../run/progress.mjs';

/** The browsers that the tests drive, by the name of Debian's package and command. */
const BROWSERS = [
	{ name: 'chromium-headless-shell', variable: 'CHROMIUM_PATH' },
	{ name: 'firefox-esr', variable: 'FIREFOX_PATH' },
];

/** Installs Debian's Chromium and Firefox where one is missing. */
export async function installBrowsers() {
	const missing = [];
	for (const browser of BROWSERS) {
		if (!process.env[browser.variable] && !(await onPath(browser.name))) {
			missing.push(browser);
		}
	}
	if (missing.length === 0) {
		return;
	}
	const root = process.getuid?.() === 0;
	if (!(await onPath('apt-get')) || !(root || (await onPath('sudo')))) {
		const needs = missing.map(({ name, variable }) => `${name} (or ${variable} set to one)`);
		throw new Error(`The browser tests need ${needs.join(' and ')}: please install it.`);
	}
	const names = missing.map(({ name }) => name);
	console.log(`Installing ${names.join(' and ')} for the browser tests, which takes about a minute …`);
	const [command, ...prefix] = root ? ['apt-get'] : ['sudo', 'apt-get'];
	await reportProgress(run(command, [...prefix, '-qq', 'update']));
	const install = [...prefix, '-qq', 'install', '--yes', '--no-install-recommends', ...names];
	await reportProgress(run(command, install));
}

async function onPath(command) {
	for (const folder of (process.env.PATH ?? '').split(delimiter)) {
		try {
			await access(join(folder, command), constants.X_OK);
			return true;
		} catch {
			// Not in this folder.
		}
	}
	return false;
}
