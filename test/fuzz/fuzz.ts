import { mutated, type Random, randomOf } from './mutated';
import type { Target } from './targets';

/** An input that broke something, and how. */
interface Finding {
	readonly input: string;
	readonly problem: string;
}

export interface FuzzResult {
	readonly findings: readonly Finding[];
	/** How many inputs came to where none before had. */
	readonly corpus: number;
}

/** Nothing may take longer, in milliseconds. */
const LONGEST = 50;

/** Enough to see what is wrong. */
const MOST_FINDINGS = 5;

/**
 * Gives a target ever new inputs, made from those that came furthest: one that runs a statement or branch that none
 * before had, or notably more often, is kept and changed further.
 * @param counters what the target counts in
 */
export function fuzz(
	target: Target,
	counters: readonly Uint32Array[],
	runs: number,
	seed: number,
): FuzzResult {
	const random = randomOf(seed);
	const seen = counters.map((array) => new Uint8Array(array.length));
	const corpus: string[] = [];
	const findings: Finding[] = [];
	const attempt = (input: string) => {
		const problem = problemWith(target, input);
		if (problem) {
			findings.push({ input, problem });
		}
		if (isNew(counters, seen)) {
			corpus.push(input);
		}
	};
	for (const input of ['', ...target.seeds]) {
		attempt(input);
	}
	for (let run = 0; run < runs && findings.length < MOST_FINDINGS; run += 1) {
		attempt(mutated(chosen(corpus, random), chosen(corpus, random), target.words ?? [], random));
	}
	return { findings, corpus: corpus.length };
}

function chosen(corpus: readonly string[], random: Random): string {
	return corpus[random(corpus.length)] ?? '';
}

function problemWith(target: Target, input: string): string | undefined {
	try {
		const took = millisecondsOf(target, input);
		if (took <= LONGEST) {
			return undefined;
		}
		// The machine may have done something else meanwhile.
		const again = Math.min(millisecondsOf(target, input), millisecondsOf(target, input));
		return again > LONGEST ? `took ${Math.round(again)} ms` : undefined;
	} catch (error) {
		return error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 4).join('\n') : String(error);
	}
}

function millisecondsOf(target: Target, input: string): number {
	const start = performance.now();
	target.run(input);
	return performance.now() - start;
}

/** Whether a counter came to a size that it never had: 1, 2, 3, up to 7, 15, 31, 127 or more. */
function isNew(counters: readonly Uint32Array[], seen: readonly Uint8Array[]): boolean {
	let news = false;
	for (const [index, array] of counters.entries()) {
		const seenHere = seen[index] as Uint8Array;
		for (let counter = 0; counter < array.length; counter += 1) {
			const count = array[counter] as number;
			if (count === 0) {
				continue;
			}
			const size = 1 << (count < 4 ? count - 1 : Math.min(7, Math.floor(Math.log2(count)) + 1));
			if (((seenHere[counter] as number) & size) === 0) {
				seenHere[counter] = (seenHere[counter] as number) | size;
				news = true;
			}
			array[counter] = 0;
		}
	}
	return news;
}
