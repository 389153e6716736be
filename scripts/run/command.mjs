import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/**
 * Runs a command in the project's folder, its output going where ours goes.
 * @param {string} command a program, or the name of one that an installed package brings
 * @param {string[]} args
 * @param {Record<string, string>} [variables] further environment variables
 * @returns {Promise<number>} its exit code; 1 when a signal ended it or it could not be started
 */
export async function exitCodeOf(command, args, variables = {}) {
	const PATH = [join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter);
	const env = { ...process.env, ...colours(), ...variables, PATH };
	const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env });
	// A terminal's Ctrl+C reaches the child by itself; we only wait for its end. Other senders know us alone.
	const waitForChild = () => {};
	const passOn = () => child.kill('SIGTERM');
	process.on('SIGINT', waitForChild).on('SIGTERM', passOn);
	try {
		const [code] = await once(child, 'close');
		return code ?? 1;
	} catch (error) {
		console.error(`${command}: ${error.message}`);
		return 1;
	} finally {
		process.off('SIGINT', waitForChild).off('SIGTERM', passOn);
	}
}

/**
 * The same for a command that has to succeed.
 * @param {string} command
 * @param {string[]} args
 * @throws {Error} when its exit code is not 0
 */
export async function run(command, args) {
	const code = await exitCodeOf(command, args);
	if (code !== 0) {
		throw new Error(`${command} ${args.join(' ')} ended with exit code ${code}`);
	}
}

/** Some tools colour files and pipes, too, when they think to run in CI. Who asks for it by FORCE_COLOR gets it. */
function colours() {
	return process.stdout.isTTY || process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' };
}
