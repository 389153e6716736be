import { fileURLToPath } from 'node:url';
import { type EngineVersion, engineFolder } from './engineVersion';

const std = (module: string): string => fileURLToPath(new URL(`sandbox/std/${module}.ts`, import.meta.url));

/**
 * Deno's configuration for the runtime of an engine. The engine's own needs registries other than npm, and a folder
 * of types that is not in the npm package.
 */
export function denoConfig(version: EngineVersion): object {
	const engine = engineFolder(version);
	return {
		imports: {
			'@msgpack/msgpack': 'npm:@msgpack/msgpack@3.0.0-beta2',
			acorn: 'npm:acorn@8.10.0',
			'acorn-walk': 'npm:acorn-walk@8.2.0',
			astring: 'npm:astring@1.8.6',
			'jsonrpc-lite': 'npm:jsonrpc-lite@2.2.0',
			'stack-trace': 'npm:stack-trace@0.0.10',
			uuid: 'npm:uuid@8.3.2',
			'@rocket.chat/ui-kit': 'npm:@rocket.chat/ui-kit@^0.31.22',
			// The runtime turns `<engine>/src/` back into `<engine>/` before it requires a file of the engine.
			'@rocket.chat/apps-engine/': `${engine}/src/`,
			// The one file of the engine that is imported as a module.
			'@rocket.chat/apps-engine/definition/exceptions/AppsEngineException.ts': `${engine}/definition/exceptions/AppsEngineException.js`,
			'@std/cli/parse-args': std('parseArgs'),
			'@std/io': std('writeAll'),
			'@std/streams': std('toArrayBuffer'),
			'https://deno.land/std@0.216.0/io/write_all.ts': std('writeAll'),
		},
		unstable: ['detect-cjs'],
		nodeModulesDir: 'none',
	};
}
