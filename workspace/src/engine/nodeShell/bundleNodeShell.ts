import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { NodeTransport } from '../engineVersion';

const sandboxFile = (path: string): string => fileURLToPath(new URL(`../sandbox/${path}`, import.meta.url));

/** The files of the engine's runtime that only work in Deno, and ours in their place. */
const REPLACED: Record<string, string> = {
	'lib/require.ts': sandboxFile('node/requireEngineFile.ts'),
	'error-handlers.ts': sandboxFile('node/errorHandlers.ts'),
};

/** The functions of `construct.ts` that only work in Deno; `sandbox/node/loadApp.ts` has ours. */
const LOADER_FUNCTIONS = ['prepareEnvironment', 'buildRequire', 'wrapAppCode'];

const DENO_PACKAGES: Record<string, string> = {
	'@std/cli/parse-args': sandboxFile('std/parseArgs.ts'),
	'@std/io': sandboxFile('std/writeAll.ts'),
	'@std/streams': sandboxFile('std/toArrayBuffer.ts'),
};

/**
 * Makes one script for Node of the runtime that the engine's npm package has for Deno.
 *
 * @param engine the engine's folder
 * @param packages the folder of the npm packages that the runtime needs and the engine doesn't bring
 * @throws Error when the runtime is not what this was written for
 */
export async function bundleNodeShell(
	transport: NodeTransport,
	{ engine, packages, outfile }: { engine: string; packages: string; outfile: string },
): Promise<void> {
	const runtime = join(engine, 'deno-runtime');
	// In this order: the clock first, and the way of the messages before what sends them.
	const parts = [
		sandboxFile('clock.ts'),
		...(transport === 'ipc' ? [sandboxFile('node/ipcMessages.ts')] : []),
		join(runtime, 'main.ts'),
	];
	await build({
		stdin: {
			contents: parts.map((path) => `import ${JSON.stringify(path)};`).join('\n'),
			resolveDir: runtime,
		},
		outfile,
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		inject: [sandboxFile('node/denoGlobal.ts')],
		define: { 'import.meta.url': 'SHELL_URL', ENGINE_FOLDER: JSON.stringify(engine) },
		banner: { js: "const SHELL_URL = require('node:url').pathToFileURL(__filename).href;" },
		nodePaths: [packages],
		plugins: [forNode(runtime, engine)],
		logLevel: 'silent',
	});
}

function forNode(runtime: string, engine: string): Plugin {
	return {
		name: 'for-node',
		setup({ onResolve, onLoad }) {
			onResolve({ filter: /^runtime:/ }, ({ path }) => ({
				path: replacementOf(join(runtime, path.slice('runtime:'.length))),
			}));
			onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) =>
				resolveDir.startsWith(runtime) ? { path: replacementOf(join(resolveDir, path)) } : undefined,
			);
			onResolve({ filter: /^@std\// }, ({ path }) => ({ path: DENO_PACKAGES[path] ?? '' }));
			// Loaded at run time, so that the shell's classes are those that the app requires.
			onResolve({ filter: /^@rocket\.chat\/apps-engine\// }, ({ path }) => ({
				path: join(engine, path.replace(/^@rocket\.chat\/apps-engine\//, '').replace(/\.ts$/, '.js')),
				external: true,
			}));
			onLoad({ filter: /construct\.ts$/ }, async ({ path }) => ({
				contents: withOurLoader(await readFile(path, 'utf8')),
				loader: 'ts',
			}));
		},
	};

	function replacementOf(path: string): string {
		return REPLACED[path.slice(runtime.length + 1)] ?? path;
	}
}

/** The engine's own checks and construction of an app, with our loader. */
function withOurLoader(source: string): string {
	const missing = LOADER_FUNCTIONS.filter((name) => !source.includes(`\nfunction ${name}(`));
	if (missing.length > 0) {
		throw new Error(`The engine's runtime has no ${missing.join(', ')} in construct.ts.`);
	}
	const renamed = LOADER_FUNCTIONS.reduce(
		(text, name) => text.replace(`\nfunction ${name}(`, `\nfunction ${name}OfDeno(`),
		source,
	);
	const ours = JSON.stringify(sandboxFile('node/loadApp.ts'));
	return `import { ${LOADER_FUNCTIONS.join(', ')} } from ${ours};\n${renamed}`;
}
