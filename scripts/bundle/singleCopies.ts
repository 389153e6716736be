import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import { packageFolder, readPackage } from './installedPackage';

/**
 * Bundles one copy of each version of a package: npm nests equal copies where their neighbours want
 * another version (`@noble/hashes` 1.4.0 lies under both `@noble/curves` and `ethereum-cryptography`).
 * Which copy that is comes from the lockfile, not from the order in which esbuild happens to ask.
 * @param root absolute path of the folder with `package-lock.json` and `node_modules`
 */
export function singleCopies(root: string): Plugin {
	const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
	const copies = new Map<string, string>();
	for (const folder of Object.keys(packages).sort().reverse()) {
		const name = folder.replace(/^.*node_modules\//, '');
		copies.set(`${name}@${packages[folder].version}`, join(root, folder));
	}
	return {
		name: 'single-copies',
		setup(build) {
			build.onResolve({ filter: /^(@noble|@scure)\// }, async ({ path, pluginData, ...request }) => {
				if (pluginData === 'single-copies') {
					return undefined;
				}
				const found = await build.resolve(path, { ...request, pluginData: 'single-copies' });
				const folder = packageFolder(found.path);
				if (found.external || folder === undefined) {
					return found;
				}
				const { name, version } = readPackage(folder);
				const copy = copies.get(`${name}@${version}`) ?? folder;
				return { ...found, path: join(copy, relative(folder, found.path)) };
			});
		},
	};
}
