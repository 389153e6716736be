import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf } from '../run/command.mjs';

/**
 * Runs tests.
 * @param {string[]} args arguments for Vitest
 * @returns {Promise<{
 *   exitCode: number,
 *   layers: Record<string, { passed: number, failed: number, skipped: number, milliseconds: number }>
 * }>} an error outside of any test, such as one while packaging, shows in the exit code alone
 */
export async function runVitest(args) {
	const folder = await mkdtemp(join(tmpdir(), 'tests-'));
	const file = join(folder, 'layers.json');
	const reporters = ['--reporter=default', '--reporter=./scripts/test/layerReporter.mjs'];
	const exitCode = await exitCodeOf('vitest', ['run', ...reporters, ...args], { LAYER_RESULTS: file });
	const layers = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
	await rm(folder, { recursive: true });
	return { exitCode, layers };
}
