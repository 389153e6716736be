/** Collects how the checks and the layers of tests went, and prints it. */
export class Report {
	#lines = [];
	#passed = 0;
	#failed = 0;
	#skipped = 0;
	#startedAt = Date.now();

	get hasFailed() {
		return this.#failed > 0;
	}

	/**
	 * Runs a check. One that fails counts as one failure.
	 * @param {string} name
	 * @param {() => Promise<number>} check gives its exit code
	 */
	async time(name, check) {
		const startedAt = Date.now();
		const exitCode = await check();
		this.#lines.push([name, exitCode === 0 ? 'ok' : 'failed, see above', Date.now() - startedAt]);
		this.#failed += exitCode === 0 ? 0 : 1;
	}

	/** @param {Awaited<ReturnType<typeof import('./runVitest.mjs').runVitest>>} run */
	addTests({ exitCode, layers }) {
		let failed = 0;
		for (const [name, layer] of Object.entries(layers)) {
			this.#lines.push([name, counts(layer), layer.milliseconds]);
			this.#passed += layer.passed;
			this.#skipped += layer.skipped;
			failed += layer.failed;
		}
		// Vitest's exit code also tells of what happens outside of any test, such as an error while packaging.
		if (exitCode !== 0 && failed === 0) {
			this.#lines.push(['Vitest', 'failed, see above', 0]);
			failed = 1;
		}
		this.#failed += failed;
	}

	/** CI reads the last line. */
	print() {
		const all = ['all', '', Date.now() - this.#startedAt];
		console.log('');
		for (const [name, result, milliseconds] of [...this.#lines, all]) {
			console.log(`${name.padEnd(12)}${result.padEnd(28)}${duration(milliseconds).padStart(12)}`);
		}
		console.log(counts({ passed: this.#passed, failed: this.#failed, skipped: this.#skipped }));
	}
}

function counts({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function duration(milliseconds) {
	const seconds = Math.round(milliseconds / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
