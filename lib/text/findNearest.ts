/** How many letters may differ. */
const MAX_DISTANCE = 2;

/** The word that a mistyped one most likely stands for; undefined when none is near. */
export function findNearest(typed: string, words: readonly string[]): string | undefined {
	const [nearest] = words
		.map((word) => ({ word, distance: measureDistance(typed, word) }))
		.filter(({ distance }) => distance <= MAX_DISTANCE)
		.sort((one, other) => one.distance - other.distance);
	return nearest?.word;
}

/** Levenshtein's: letters to add, drop or change. */
function measureDistance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [line, letter] of [...one].entries()) {
		const next = [line + 1];
		for (let column = 0; column < other.length; column += 1) {
			const change = (row[column] ?? 0) + (other[column] === letter ? 0 : 1);
			next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
