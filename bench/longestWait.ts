/** What other requests saw while something ran. */
export interface Waits {
	/** How long it ran, in milliseconds. */
	readonly took: number;
	/** The longest that a request waited for its answer, in milliseconds. */
	readonly longest: number;
	readonly requests: number;
}

/** Sends requests without a break, each kind one at a time, from before something starts until it has ended. */
export async function waitsDuring(
	requests: readonly (() => Promise<unknown>)[],
	act: () => Promise<unknown>,
): Promise<Waits> {
	const waits: number[] = [];
	let hasEnded = false;
	const sendOn = async (request: () => Promise<unknown>) => {
		while (!hasEnded) {
			const sent = performance.now();
			await request();
			waits.push(performance.now() - sent);
		}
	};
	const sending = requests.map(sendOn);
	const start = performance.now();
	await act().finally(() => {
		hasEnded = true;
	});
	const took = performance.now() - start;
	await Promise.all(sending);
	return { took, longest: Math.max(...waits), requests: waits.length };
}
