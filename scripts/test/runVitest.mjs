import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodeOf } from '../run/command.mjs';

/**
 * Runs the tests.
 * @param {string[]} args further arguments for Vitest
 * @returns {Promise<{ exitCode: number, passed: number, failed: number, skipped: number }>} an error outside of
 *   any test, such as one while packaging, shows in the exit code alone
 */
export async function runVitest(args) {
	const folder = await mkdtemp(join(tmpdir(), 'tests-'));
	const file = join(folder, 'counts.json');
	const reporters = ['--reporter=default', '--reporter=./scripts/test/countReporter.mjs'];
	const exitCode = await exitCodeOf('vitest', ['run', ...reporters, ...args], {
		TEST_COUNTS: file,
	});
	const counts = await readFile(file, 'utf8').catch(() => '{}');
	await rm(folder, { recursive: true });
	return { exitCode, passed: 0, failed: 0, skipped: 0, ...JSON.parse(counts) };
}
