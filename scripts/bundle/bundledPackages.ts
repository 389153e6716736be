import { join } from 'node:path';
import { type Bundle, ROOT } from './bundleApp';
import { type PackageFacts, packageFolder, readPackage } from './installedPackage';

export type BundledPackage = PackageFacts & {
	folder: string;
	/** Bytes of the bundle that come from it; a package that is only part of the page counts 0. */
	bytes: number;
};

/** Every npm package inside a bundle, the page's own included, the largest first. */
export function bundledPackages({ inputs, pageInputs }: Bundle): BundledPackage[] {
	const bytesByFolder = new Map<string, number>();
	const count = (file: string, bytes: number) => {
		const folder = packageFolder(file);
		if (folder !== undefined) {
			bytesByFolder.set(folder, (bytesByFolder.get(folder) ?? 0) + bytes);
		}
	};
	for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
		if (bytesInOutput > 0) {
			count(join(ROOT, file), bytesInOutput);
		}
	}
	for (const file of pageInputs) {
		count(file, 0);
	}
	return [...bytesByFolder]
		.map(([folder, bytes]) => ({ ...readPackage(folder), folder, bytes }))
		.sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
}
