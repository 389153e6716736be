import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { timeFor, times } from '../counts';
import { fuzz } from './fuzz';
import { type InstrumentedTargets, instrumentedTargets } from './instrumentedTargets';

/** For each target; the nightly comes to a million in all. */
const RUNS = times(2500);

/** The nightly has another one each day; what it is, a failure says. */
const SEED = times(1) === 1 ? 1 : Math.floor(Date.now() / 86_400_000);

const fuzzed = (entry: string): Promise<InstrumentedTargets> =>
	instrumentedTargets(join(import.meta.dirname, entry));

describe('input from outside', async () => {
	const { targets, counters } = await fuzzed('targets.ts');

	test.each(Object.entries(targets))(
		'%s: whatever comes is answered or refused at once, and keeps its promises',
		(name, target) => {
			const { findings, corpus } = fuzz(target, counters, RUNS, SEED);
			expect({ name, seed: SEED, findings }).toEqual({ name, seed: SEED, findings: [] });
			// What came to somewhere new was found, not given.
			expect(corpus).toBeGreaterThan(target.seeds.length);
		},
		timeFor(30),
	);
});

test('the fuzzer finds what only an input can find that comes further step by step', async () => {
	const { targets, counters } = await fuzzed('plantedFault.ts');
	const [target] = Object.values(targets);
	if (!target) {
		throw new Error('there is no target');
	}
	const { findings } = fuzz(target, counters, 20_000, 1);
	expect(findings[0]?.problem).toContain('the planted fault');
	// Blind, it does not: nothing is counted, so nothing is kept.
	expect(fuzz(target, [], 20_000, 1).findings).toEqual([]);
});
