import { readFile } from 'node:fs/promises';

/**
 * Counts Vitest's JSON report. A test file that could not even be loaded counts as one failure.
 * @param {string} path of the report; one that is missing counts nothing
 */
export async function countTests(path) {
	let report;
	try {
		report = JSON.parse(await readFile(path, 'utf8'));
	} catch {
		return { passed: 0, failed: 0, skipped: 0 };
	}
	const broken = report.testResults.filter(
		({ status, assertionResults }) =>
			status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
	);
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests,
	};
}
