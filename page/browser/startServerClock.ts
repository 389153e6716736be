/**
 * Starts a clock that gives the server's time in Unix seconds. It takes the later of two clocks: the visitor's may be
 * set back meanwhile, and `performance.now` may stop while a laptop sleeps.
 */
export function startServerClock(serverTime: number): () => number {
	const startMonotonic = performance.now();
	const startWallClock = Date.now();
	return () =>
		serverTime + Math.floor(Math.max(performance.now() - startMonotonic, Date.now() - startWallClock) / 1000);
}
