import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Packages whose index file requires everything they have, and the few of their own files that
 * `@metamask/eth-sig-util` really calls. No code is replaced: the index is, by one that exports less.
 *
 * - `@metamask/utils`: the index adds `debug` (reads process.env, needs `tty`), `semver`, a BIP-39 word
 *   list, CAIP and JSON structs.
 * - `@ethereumjs/util`: the index adds `micro-ftch` (node's http stack) and an emitter that needs
 *   `events`, both for talking to a node, which verifying a signature never does.
 * - `lodash`: `@metamask/utils` takes `memoize` alone; this is lodash's own file for it.
 *
 * A test reads every importer and fails when one of them names something that is no longer exported.
 */
export const NARROWED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
	'@metamask/utils': ['assert.cjs', 'bytes.cjs', 'coercers.cjs', 'hex.cjs', 'misc.cjs', 'number.cjs'],
	'@ethereumjs/util': ['account.js', 'bytes.js', 'internal.js', 'signature.js'],
	lodash: ['memoize.js'],
};

/** The namespace of the narrowed index files in esbuild's metafile. */
const NARROWED_NAMESPACE = 'narrowed';

/** Replaces the index of each of {@link NARROWED_PACKAGES}, whatever copy of it is asked for. */
export function narrowedPackages(): Plugin {
	return {
		name: 'narrowed-packages',
		setup(build) {
			const filter = new RegExp(`^(${Object.keys(NARROWED_PACKAGES).join('|')})$`);
			build.onResolve({ filter }, ({ path, importer }) => {
				const index = createRequire(importer).resolve(path);
				return { path, namespace: NARROWED_NAMESPACE, pluginData: dirname(index) };
			});
			build.onLoad({ filter: /./, namespace: NARROWED_NAMESPACE }, ({ path, pluginData }) => ({
				contents: narrowedIndex(path, String(pluginData)),
				loader: 'js',
				resolveDir: String(pluginData),
			}));
		},
	};
}

function narrowedIndex(name: string, folder: string): string {
	const files = NARROWED_PACKAGES[name] ?? [];
	const quoted = files.map((file) => JSON.stringify(join(folder, file)));
	if (name === 'lodash') {
		return `exports.memoize = require(${quoted[0]});`;
	}
	return `Object.assign(exports, ${quoted.map((file) => `require(${file})`).join(', ')});`;
}
