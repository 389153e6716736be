import { installBrowsers } from './install/browsers.mjs';
import { installPackages } from './install/npmPackages.mjs';
import { run } from './run/command.mjs';

/**
 * Installs what is missing on this machine and says what it does; quick when there is nothing to do.
 * @param {{ for: 'build' | 'workspace' | 'tests' }} what the workspace needs the newest engine's runtime,
 *   the tests need every engine's, a Chromium and a Firefox
 * @throws {Error} with a sentence that says what a person has to do
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
