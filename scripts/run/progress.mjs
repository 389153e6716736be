/**
 * Waits for work that prints nothing, and says every ten seconds that it goes on.
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T>} what the work gives
 */
export async function reportProgress(work) {
	const startedAt = Date.now();
	const timer = setInterval(
		() => console.log(`… still working after ${Math.round((Date.now() - startedAt) / 1000)} s`),
		10_000,
	);
	try {
		return await work;
	} finally {
		clearInterval(timer);
	}
}
