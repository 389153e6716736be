// npm run bench: prints the tables of docs/performance.md. A missed aim is no failure: timings are no test.
import { availableParallelism, cpus } from 'node:os';
import { installChromium } from '../scripts/install/chromium.mjs';
import { startBenchSite } from './benchSite';
import { authorizeUrlOf } from './loginSteps';
import { measureLogin } from './measureLogin';
import { sizeOf, weighPage } from './sizes';
import { accessorCallsTable, timesTable, weightsTable } from './tables';

await installChromium();
const site = await startBenchSite();
try {
	const measurements = await measureLogin(site);
	const baselines = measurements.map(({ comparison }) => comparison.baseline);
	const range = [Math.min(...baselines), Math.max(...baselines)].map((time) => time.toFixed(2));

	console.log(`${availableParallelism()} of ${cpus()[0]?.model}, Node.js ${process.version}`);
	console.log(`\nTimes of an empty endpoint in the same engine, whose p50 was ${range.join(' to ')} ms:\n`);
	console.log(timesTable(measurements));
	console.log('\nAccessor calls of one request:\n');
	console.log(accessorCallsTable(measurements));
	console.log('\nSizes:\n');
	const page = await weighPage(authorizeUrlOf(site.registration));
	console.log(weightsTable({ zip: sizeOf(site.zip), bundle: sizeOf(site.bundle), ...page }));
} finally {
	await site.workspace.stop();
}
