/** `npm run nightly` does what counts fifty times as often. */
const FACTOR = Number(process.env.TEST_TIMES || 1);

/** How often to do what is done so often in `npm test`. */
export function times(usual: number): number {
	return usual * FACTOR;
}

/** How long that may take, in milliseconds. */
export function timeFor(usualSeconds: number): number {
	return usualSeconds * 1000 * FACTOR;
}
