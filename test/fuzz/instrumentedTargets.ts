import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { build, transform } from 'esbuild';
import { createInstrumenter } from 'istanbul-lib-instrument';
import { ROOT } from '../../scripts/bundle/bundleApp';
import type { Target } from './targets';

/** Targets that count how often each of their statements and branches has run. */
export interface InstrumentedTargets {
	readonly targets: Readonly<Record<string, Target>>;
	/** One array for each file's statements, and one for each branch; the reader sets them back to 0. */
	readonly counters: readonly Uint32Array[];
}

interface FileCoverage {
	s: Record<string, number> | Uint32Array;
	b: Record<string, number[] | Uint32Array>;
}

/** @param entry exports `TARGETS`; what it imports below `lib/`, and it itself, is counted */
export async function instrumentedTargets(entry: string): Promise<InstrumentedTargets> {
	const variable = '__fuzz_coverage__';
	const instrumenter = createInstrumenter({ esModules: true, compact: true, coverageVariable: variable });
	const isCounted = (path: string) => path === entry || relative(ROOT, path).startsWith(`lib${sep}`);
	const { outputFiles } = await build({
		absWorkingDir: ROOT,
		entryPoints: [entry],
		bundle: true,
		write: false,
		format: 'cjs',
		platform: 'node',
		packages: 'external',
		logLevel: 'silent',
		plugins: [
			{
				name: 'instrument',
				setup({ onLoad }) {
					onLoad({ filter: /\.ts$/ }, async ({ path }) => {
						if (!isCounted(path)) {
							return undefined;
						}
						const { code } = await transform(await readFile(path, 'utf8'), {
							loader: 'ts',
							target: 'es2022',
						});
						return { contents: instrumenter.instrumentSync(code, path), loader: 'js' };
					});
				},
			},
		],
	});
	const module = { exports: {} as { TARGETS: Record<string, Target> } };
	const load = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
	load(module, module.exports, createRequire(join(ROOT, 'package.json')));
	const coverage = (globalThis as Record<string, unknown>)[variable] as Record<string, FileCoverage>;
	return { targets: module.exports.TARGETS, counters: Object.values(coverage).flatMap(asArrays) };
}

/** Objects of numbers are slow to go through thousands of times a second. */
function asArrays(file: FileCoverage): Uint32Array[] {
	const statements = new Uint32Array(Object.keys(file.s).length);
	file.s = statements;
	const branches = Object.entries(file.b).map(([id, counts]) => {
		const array = new Uint32Array(counts.length);
		file.b[id] = array;
		return array;
	});
	return [statements, ...branches];
}
