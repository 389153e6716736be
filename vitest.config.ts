import { availableParallelism } from 'node:os';
import type { EngineVersion } from 'rocketchat-app-workspace/engines';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { vitePageStrings } from './scripts/bundle/vitePageStrings';
import layers from './test/layers.json' with { type: 'json' };

/** The files that take longest start first in their layer, so that none of them runs alone at the end. */
const LONG = [
	'fuzz/differential',
	'package/rcApps',
	'package/shells',
	'browser/signInStates',
	'faults/garbage',
	'faults/interruptions',
	'faults/serverKilled',
];

/** Layer after layer, so that files of one layer can follow each other in one process. */
class LayersInOrder extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		const layerOf = ({ project }: TestSpecification) => layers.findIndex(({ name }) => name === project.name);
		const isLong = ({ moduleId }: TestSpecification) => LONG.some((path) => moduleId.includes(path));
		return sorted.sort(
			(one, other) => layerOf(one) - layerOf(other) || Number(isLong(other)) - Number(isLong(one)),
		);
	}
}

export default defineConfig({
	test: {
		projects: layers.map(({ name, files, timeoutSeconds, hasMachineAlone, isIsolated, engine }) => ({
			plugins: [vitePageStrings()],
			test: {
				name,
				include: [files],
				pool: 'forks' as const,
				isolate: isIsolated,
				testTimeout: timeoutSeconds * 1000,
				hookTimeout: timeoutSeconds * 1000,
				provide: { engine: engine as EngineVersion | undefined },
				// What measures waits for the others, and runs one file at a time.
				sequence: { groupOrder: hasMachineAlone ? 1 : 0 },
				fileParallelism: !hasMachineAlone,
			},
		})),
		sequence: { sequencer: LayersInOrder },
		globalSetup: './scripts/package/testSetup.ts',
		// One more than there are cores: many tests wait, for a clock, a browser or a process to start.
		maxWorkers: availableParallelism() + 1,
		coverage: {
			// What runs inside the engine's Deno process is not seen here: endpoints count only as far as
			// unit tests call them.
			provider: 'v8',
			include: ['lib/**/*.ts', 'endpoints/**/*.ts', 'page/**/*.ts', 'workspace/src/**/*.ts'],
			reporter: ['text-summary'],
			reportOnFailure: true,
		},
	},
});
