// npm test [-- layers or files] [Vitest's options]: installs what is missing, and checks everything or what is named.
import { install } from './install.mjs';
import { exitCodeOf } from './run/command.mjs';
import { Report } from './test/report.mjs';
import { runVitest } from './test/runVitest.mjs';
import { LAYERS, readSelection } from './test/selection.mjs';

const selection = readSelectionOrExit();
await install({ for: 'tests' });
const report = new Report();

if (selection.isAll) {
	await report.time('lint', () => exitCodeOf('biome', ['check', '.']));
	await report.time('unused code', () => exitCodeOf('knip', []));
	await report.time('types', () => exitCodeOf('tsc', ['--noEmit']));
}
if (selection.isAll && selection.vitestArgs.length === 0) {
	report.addTests(await runVitest(['--project=unit']));
	if (!report.hasFailed) {
		report.addTests(
			await runVitest(LAYERS.filter((name) => name !== 'unit').map((name) => `--project=${name}`)),
		);
	}
} else if (!report.hasFailed) {
	// One run: Vitest's options, such as --coverage, are about all that it runs.
	report.addTests(await runVitest(selection.vitestArgs));
}
report.print();
process.exitCode = report.hasFailed ? 1 : 0;

function readSelectionOrExit() {
	try {
		return readSelection(process.argv.slice(2));
	} catch (error) {
		console.error(error.message);
		return process.exit(2);
	}
}
