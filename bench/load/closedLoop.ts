/** What a server did under load. */
export interface Throughput {
	readonly perSecond: number;
	/** Milliseconds that a whole login took: half were faster, and 99 of 100. */
	readonly p50: number;
	readonly p99: number;
	readonly errors: number;
	readonly done: number;
}

/** Keeps `atOnce` logins running for `seconds`; the next starts when one has ended. */
export async function closedLoop(
	atOnce: number,
	seconds: number,
	act: () => Promise<unknown>,
): Promise<Throughput> {
	const latencies: number[] = [];
	let errors = 0;
	const start = performance.now();
	const end = start + seconds * 1000;
	const logInAgain = async () => {
		while (performance.now() < end) {
			const startedAt = performance.now();
			try {
				await act();
				latencies.push(performance.now() - startedAt);
			} catch (error) {
				errors += 1;
				if (errors === 1) {
					console.error(error);
				}
			}
		}
	};
	await Promise.all(Array.from({ length: atOnce }, logInAgain));
	const took = (performance.now() - start) / 1000;
	const sorted = latencies.toSorted((one, other) => one - other);
	const percentile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
	return {
		perSecond: latencies.length / took,
		p50: percentile(0.5),
		p99: percentile(0.99),
		errors,
		done: latencies.length,
	};
}
