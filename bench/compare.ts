import { median } from './median';

/** How much longer one request takes than another, each as a ratio. */
export interface Comparison {
	/** Of the medians, one request at a time. */
	readonly oneByOne: number;
	/** Of the medians of what a batch takes, 16 requests at once. */
	readonly atOnce: number;
	/** The other's median, in milliseconds. */
	readonly baseline: number;
}

const WARM_UP = 40;
const ONE_BY_ONE = 200;
const BATCHES = 5;
const BATCH = 32;
const AT_ONCE = 16;

/** How many inputs a comparison takes. */
export const INPUTS = WARM_UP + ONE_BY_ONE + BATCHES * BATCH;

/**
 * Compares a request with a baseline. They take turns, so that whatever else slows the machine down slows
 * down both.
 * @param inputs {@link INPUTS} of them, each sent once
 * @returns with the answers, in the order of the inputs
 */
export async function compare<Input, Output>(
	inputs: readonly Input[],
	send: (input: Input) => Promise<Output>,
	sendBaseline: () => Promise<unknown>,
): Promise<{ comparison: Comparison; outputs: Output[] }> {
	if (inputs.length !== INPUTS) {
		throw new Error(`a comparison takes ${INPUTS} inputs, not ${inputs.length}`);
	}
	const outputs: Output[] = [];
	const takeTurns = async (turns: readonly Input[]) => {
		const own: number[] = [];
		const baseline: number[] = [];
		for (const input of turns) {
			baseline.push(await millisecondsOf(sendBaseline));
			own.push(await millisecondsOf(async () => outputs.push(await send(input))));
		}
		return { own, baseline };
	};
	await takeTurns(inputs.slice(0, WARM_UP));
	const alone = await takeTurns(inputs.slice(WARM_UP, WARM_UP + ONE_BY_ONE));

	const own: number[] = [];
	const baseline: number[] = [];
	for (let start = WARM_UP + ONE_BY_ONE; start < INPUTS; start += BATCH) {
		const batch = inputs.slice(start, start + BATCH);
		baseline.push(await millisecondsOf(() => atOnce(batch, sendBaseline)));
		own.push(await millisecondsOf(async () => outputs.push(...(await atOnce(batch, send)))));
	}
	return {
		comparison: {
			oneByOne: median(alone.own) / median(alone.baseline),
			atOnce: median(own) / median(baseline),
			baseline: median(alone.baseline),
		},
		outputs,
	};
}

/** Sends all inputs, {@link AT_ONCE} at any time; gives the answers in their order. */
export async function atOnce<Input, Output>(
	inputs: readonly Input[],
	send: (input: Input) => Promise<Output>,
): Promise<Output[]> {
	const outputs: Output[] = [];
	const waiting = inputs.entries();
	const sendNext = async () => {
		for (const [index, input] of waiting) {
			outputs[index] = await send(input);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
	return outputs;
}

async function millisecondsOf(act: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await act();
	return performance.now() - start;
}
