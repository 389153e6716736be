import { installBrowsers } from './install/browsers.mjs';
import { installPackages } from './install/npmPackages.mjs';
import { run } from './run/command.mjs';

/**
 * Makes a fresh machine ready. Says what it does, and takes a blink when there is nothing to do.
 * @param {{ for: 'build' | 'workspace' | 'tests' }} what the workspace needs the newest engine's runtime,
 *   the tests need every engine's, a Chromium and a Firefox
 * @throws {Error} with a sentence that says what is left for a person to do
 */
export async function install({ for: purpose }) {
	await installPackages();
	if (purpose === 'tests') {
		await installBrowsers();
	}
	if (purpose !== 'build') {
		await run('tsx', ['scripts/install/engineRuntimes.ts', purpose]);
	}
}
