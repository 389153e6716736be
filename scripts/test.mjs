// npm test [-- vitest's arguments]: installs what is missing and checks everything.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './install.mjs';
import { exitCodeOf } from './run/command.mjs';
import { countTests } from './test/report.mjs';

await install({ for: 'tests' });

/** @type {[string, number][]} each check with its exit code */
const checks = [];
checks.push(['TypeScript', await exitCodeOf('tsc', ['--noEmit'])]);
checks.push(['Biome', await exitCodeOf('biome', ['check', '.'])]);

const folder = await mkdtemp(join(tmpdir(), 'tests-'));
const report = join(folder, 'report.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const vitest = await exitCodeOf('vitest', ['run', '--coverage', ...reporters, ...process.argv.slice(2)]);
const tests = await countTests(report);
await rm(folder, { recursive: true });
// An error outside of any test, such as one while packaging, shows in the exit code alone.
if (tests.failed === 0) checks.push(['Vitest', vitest]);

console.log('');
for (const [name, code] of checks) console.log(`${name}: ${code === 0 ? 'ok' : 'failed, see above'}`);
const failed = tests.failed + checks.filter(([, code]) => code !== 0).length;
const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
console.log(`${tests.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed === 0 ? 0 : 1;
