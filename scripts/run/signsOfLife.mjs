/**
 * Waits for work that is silent, and says every ten seconds how long it has taken.
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T>} what the work gives
 */
export async function withSignsOfLife(work) {
	const begun = Date.now();
	const timer = setInterval(
		() => console.log(`… still at it, after ${Math.round((Date.now() - begun) / 1000)} s`),
		10_000,
	);
	try {
		return await work;
	} finally {
		clearInterval(timer);
	}
}
