/**
 * A clock that shows the server's time in Unix seconds: what the server has just said, and what has passed since.
 * The visitor's own clock may be wrong by hours, and `performance.now` may stand still while a laptop sleeps.
 */
export function serverClock(serverTime: number): () => number {
	const startedAt = performance.now();
	const wasThen = Date.now();
	return () => serverTime + Math.floor(Math.max(performance.now() - startedAt, Date.now() - wasThen) / 1000);
}
