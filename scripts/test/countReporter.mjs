import { writeFileSync } from 'node:fs';

/** A Vitest reporter that writes how the tests went to the file that `TEST_COUNTS` names, as JSON. */
export default class CountReporter {
	/** @param {readonly import('vitest/node').TestModule[]} modules the test files */
	onTestRunEnd(modules) {
		const counts = { passed: 0, failed: 0, skipped: 0 };
		for (const module of modules) {
			let failedHere = 0;
			for (const test of module.children.allTests()) {
				const { state } = test.result();
				if (state === 'passed') {
					counts.passed += 1;
				}
				if (state === 'skipped') {
					counts.skipped += 1;
				}
				if (state === 'failed') {
					failedHere += 1;
				}
			}
			// A file that could not even be loaded, or whose set-up failed, counts as one failure.
			counts.failed += Math.max(failedHere, module.ok() ? 0 : 1);
		}
		writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
	}
}
