import { defineConfig } from 'vitest/config';
import { vitePageStrings } from './scripts/bundle/vitePageStrings';

/** One layer of tests: `test/<name>`; a test may take `seconds`. Layers of a later turn wait for the others. */
function layer(name: string, seconds: number, turn = 0) {
	return {
		plugins: [vitePageStrings()],
		test: {
			name,
			include: [`test/${name}/**/*.test.ts`],
			pool: 'forks' as const,
			testTimeout: seconds * 1000,
			hookTimeout: seconds * 1000,
			sequence: { groupOrder: turn },
			// What measures has the machine for itself.
			fileParallelism: turn === 0,
		},
	};
}

export default defineConfig({
	test: {
		projects: [
			layer('unit', 10),
			layer('fuzz', 30),
			layer('package', 120),
			layer('engine', 120),
			layer('browser', 120),
			layer('load', 180, 1),
		],
		globalSetup: './scripts/package/testSetup.ts',
		maxWorkers: 2,
		coverage: {
			// What runs inside the engine's Deno process is not seen here: endpoints count only as far as
			// unit tests call them.
			provider: 'v8',
			include: ['lib/**/*.ts', 'endpoints/**/*.ts', 'page/**/*.ts', 'workspace/**/*.ts'],
			reporter: ['text-summary'],
			reportOnFailure: true,
		},
	},
});
