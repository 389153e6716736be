import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

/** What `require` answers inside both of Rocket.Chat's shells, the Apps-Engine's own files aside. */
const SANDBOX_MODULES: readonly string[] = [
	'path',
	'url',
	'crypto',
	'buffer',
	'stream',
	'net',
	'http',
	'https',
	'zlib',
	'util',
	'punycode',
	'os',
	'querystring',
	'fs',
	'uuid',
];

/**
 * Leaves the sandbox's own modules to its `require`, without the `node:` prefix that older servers
 * refuse, and stops the build at any other built-in, naming who wanted it: at run time it would end the
 * app at its construction.
 */
export function sandboxModules(): Plugin {
	const builtins = new Set(builtinModules);
	return {
		name: 'sandbox-modules',
		setup(build) {
			build.onResolve({ filter: /^@rocket\.chat\/apps-engine\// }, ({ path }) => ({ path, external: true }));
			build.onResolve({ filter: /^(node:)?[a-z0-9_/]+$/ }, ({ path, importer }) => {
				const name = path.replace(/^node:/, '');
				if (SANDBOX_MODULES.includes(name)) {
					return { path: name, external: true };
				}
				if (!path.startsWith('node:') && !builtins.has(name)) {
					return undefined;
				}
				return { errors: [{ text: `${path} does not exist in the sandbox (imported by ${importer})` }] };
			});
		},
	};
}
