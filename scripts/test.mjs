// npm test [-- vitest's arguments]: installs what is missing and checks everything.
import { install } from './install.mjs';
import { exitCodeOf } from './run/command.mjs';
import { runVitest } from './test/runVitest.mjs';

await install({ for: 'tests' });

const typescript = await exitCodeOf('tsc', ['--noEmit']);
const biome = await exitCodeOf('biome', ['check', '.']);
const vitest = await runVitest(process.argv.slice(2));

console.log('');
const checks = Object.entries({ TypeScript: typescript, Biome: biome, Vitest: vitest.exitCode });
for (const [name, code] of checks) {
	console.log(`${name}: ${code === 0 ? 'ok' : 'failed, see above'}`);
}

// Vitest fails with each of its tests: it counts by itself only when none of them has failed.
const failedChecks = checks.filter(([name, code]) => code !== 0 && !(name === 'Vitest' && vitest.failed > 0));
const failed = vitest.failed + failedChecks.length;
const skipped = vitest.skipped > 0 ? `, ${vitest.skipped} skipped` : '';
console.log(`${vitest.passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed === 0 ? 0 : 1;
