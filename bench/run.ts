// npm run bench: prints the tables of docs/performance.md. A missed aim is no failure: timings are no test.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { installBrowsers } from '../scripts/install/browsers.mjs';
import { buildPackage } from '../scripts/package/buildPackage';
import { startBenchSite } from './benchSite';
import { authorizeUrlOf } from './loginSteps';
import { measureLogin } from './measureLogin';
import { measureSweep } from './measureSweep';
import { sizeOf, weighPage } from './sizes';
import { accessorCallsTable, sizesTable, stretchesTable, sweepTable, timesTable } from './tables';

await installBrowsers();
const { zip, bundle } = await buildPackage();
const site = await startBenchSite(zip);
try {
	const login = await measureLogin(site);
	const { measurements } = login;
	const baselines = measurements.map(({ comparison }) => comparison.baseline);
	const range = [Math.min(...baselines), Math.max(...baselines)].map((time) => time.toFixed(2));

	const load = loadavg()[0]?.toFixed(1);
	console.log(
		`${availableParallelism()} cores (${cpus()[0]?.model}), load ${load}, Node.js ${process.version}`,
	);
	console.log(`\nTimes of an empty endpoint in the same engine, whose p50 was ${range.join(' to ')} ms:\n`);
	console.log(timesTable(measurements));
	console.log('\nWhere the time of a request goes, one by one:\n');
	console.log(stretchesTable(login));
	console.log('\nAccessor calls of one request:\n');
	console.log(accessorCallsTable(measurements));
	console.log('\nSessions, live and expired:\n');
	console.log(sweepTable(await measureSweep(site)));
	console.log('\nSizes:\n');
	const page = await weighPage(authorizeUrlOf(site.registration));
	console.log(sizesTable({ zip: sizeOf(zip), bundle: sizeOf(bundle.code), ...page }));
} finally {
	await site.workspace.stop();
}
