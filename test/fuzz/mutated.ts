/** Gives a whole number below the one it is given. */
export type Random = (below: number) => number;

/** The same numbers for the same seed (Mulberry32), so that what was found can be found again. */
export function randomOf(seed: number): Random {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
	};
}

/** Longer inputs than the host lets in tell nothing more. */
const LONGEST = 100_000;

/** Characters that parsers trip over. */
const ODD = [
	...'\0\t\n\r "\'%&+,-./:;<=>?@[\\]^_`{|}~01289AZaz',
	'\x7f',
	'\u0130',
	'\u2028',
	'\ud800',
	'１',
	'😀',
];

/** One to four changes of an input: characters, pieces, words that matter to the target, and parts of another input. */
export function mutated(input: string, other: string, words: readonly string[], random: Random): string {
	let changed = input;
	for (let change = random(4); change >= 0; change -= 1) {
		changed = changedOnce(changed, other, words, random);
	}
	return changed.slice(0, LONGEST);
}

function changedOnce(input: string, other: string, words: readonly string[], random: Random): string {
	const at = random(input.length + 1);
	const length = 1 + random(random(4) === 0 ? 64 : 4);
	const piece = input.slice(at, at + length);
	const put = (text: string, instead = '') => input.slice(0, at) + text + input.slice(at + instead.length);
	const odd = ODD[random(ODD.length)] ?? '';
	switch (random(9)) {
		case 0:
			return put(odd, input.slice(at, at + 1));
		case 1:
			return put(odd);
		case 2:
			return put('', piece);
		case 3:
			return put(piece + piece, piece);
		case 4:
			return put(words[random(words.length)] ?? odd);
		case 5:
			return put(words[random(words.length)] ?? odd, piece);
		case 6:
			return put(other.slice(random(other.length)));
		case 7:
			return put(String.fromCharCode(random(0x10000)), piece);
		default:
			return put(piece.repeat(1 + random(200)), piece);
	}
}
