import { writeFileSync } from 'node:fs';

/** A Vitest reporter that writes how each layer of tests went to the file that `LAYER_RESULTS` names, as JSON. */
export default class LayerReporter {
	/** By a layer's name: when its first file began and its last one ended. */
	#spans = new Map();

	onTestModuleQueued(module) {
		this.#extend(module);
	}

	onTestModuleEnd(module) {
		this.#extend(module);
	}

	/** @param {readonly import('vitest/node').TestModule[]} modules the test files */
	onTestRunEnd(modules) {
		const layers = {};
		for (const module of modules) {
			const { name } = module.project;
			const { start = 0, end = 0 } = this.#spans.get(name) ?? {};
			layers[name] ??= { passed: 0, failed: 0, skipped: 0, milliseconds: end - start };
			addCounts(layers[name], module);
		}
		writeFileSync(process.env.LAYER_RESULTS, JSON.stringify(layers));
	}

	#extend({ project: { name } }) {
		const now = Date.now();
		this.#spans.set(name, { start: this.#spans.get(name)?.start ?? now, end: now });
	}
}

function addCounts(counts, module) {
	let failedHere = 0;
	for (const test of module.children.allTests()) {
		const { state } = test.result();
		if (state === 'failed') {
			failedHere += 1;
		} else if (state === 'passed' || state === 'skipped') {
			counts[state] += 1;
		}
	}
	// A file that could not even be loaded, or whose set-up failed, counts as one failure.
	counts.failed += Math.max(failedHere, module.ok() ? 0 : 1);
}
