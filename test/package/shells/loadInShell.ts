import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../../scripts/bundle/bundleApp';

export type Shell = 'node' | 'deno';

const permission = process.allowedNodeEnvironmentFlags.has('--permission')
	? '--permission'
	: '--experimental-permission';

const COMMANDS: Record<Shell, [string, ...string[]]> = {
	node: [process.execPath, permission, `--allow-fs-read=${ROOT}/*`],
	deno: [
		join(ROOT, 'node_modules/.bin/deno'),
		...['run', '--quiet', '--no-prompt', '--no-config', '--no-lock', '--cached-only', `--allow-read=${ROOT}`],
	],
};

/**
 * Loads and constructs the app in a process that stands for one of Rocket.Chat's shells.
 * @returns the class's name and what the app says of itself
 * @throws with the process's own words when the shell refuses the app
 */
export async function loadInShell(shell: Shell, code: string): Promise<string> {
	const [command, ...flags] = COMMANDS[shell];
	const child = spawn(command, [...flags, join(import.meta.dirname, `${shell}.mjs`), ROOT]);
	child.stdin.on('error', () => {}); // A refusal may come before everything was read.
	child.stdin.end(code);
	const [stdout, stderr, [exitCode]] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		once(child, 'close'),
	]);
	if (exitCode !== 0) {
		throw new Error(stderr);
	}
	return stdout;
}
