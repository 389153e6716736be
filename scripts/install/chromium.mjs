import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from '../run/command.mjs';
import { withSignsOfLife } from '../run/signsOfLife.mjs';

/** Installs Debian's Chromium when none is there, which the browser tests drive. */
export async function installChromium() {
	if (process.env.CHROMIUM_PATH || (await onPath('chromium'))) return;
	const root = process.getuid?.() === 0;
	if (!(await onPath('apt-get')) || !(root || (await onPath('sudo')))) {
		throw new Error(
			'The browser tests need Chromium: install it as `chromium`, or set CHROMIUM_PATH to one.',
		);
	}
	console.log('Installing Chromium for the browser tests, which takes about a minute …');
	const [command, ...prefix] = root ? ['apt-get'] : ['sudo', 'apt-get'];
	await withSignsOfLife(run(command, [...prefix, '-qq', 'update']));
	const install = [...prefix, '-qq', 'install', '--yes', '--no-install-recommends', 'chromium'];
	await withSignsOfLife(run(command, install));
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
