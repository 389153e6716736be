import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/bundle/bundleApp';

type LockedPackage = {
	optionalDependencies?: Record<string, string>;
	integrity?: string;
	inBundle?: boolean;
};

/** Whether a package in `folder` finds `name` in its own node_modules or one further up. */
function isLocked(packages: Record<string, LockedPackage>, folder: string, name: string): boolean {
	for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
		if (`${at ? `${at}/` : ''}node_modules/${name}` in packages) {
			return true;
		}
		if (!at.includes('/node_modules/')) {
			return `node_modules/${name}` in packages;
		}
	}
}

// npm leaves out what it could not fetch when it wrote the file, and then `npm ci` calls the file out of sync.
test('the lockfile has the optional packages of every platform, without which npm ci refuses it', async () => {
	const lockfile = await readFile(join(ROOT, 'package-lock.json'), 'utf8');
	const packages: Record<string, LockedPackage> = JSON.parse(lockfile).packages;
	const missing = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies).filter((name) => !isLocked(packages, folder, name)),
	);
	expect(missing).toEqual([]);
});

test('every package is pinned: an exact version in package.json, a SHA-512 in the lockfile', async () => {
	const { dependencies, devDependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
	const loose = Object.entries<string>({ ...dependencies, ...devDependencies }).filter(
		([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
	);
	expect(loose).toEqual([]);
	const lockfile = await readFile(join(ROOT, 'package-lock.json'), 'utf8');
	const packages = Object.entries<LockedPackage>(JSON.parse(lockfile).packages);
	const unhashed = packages.filter(
		([folder, { integrity = '', inBundle }]) =>
			folder !== '' && !inBundle && !integrity.startsWith('sha512-'),
	);
	expect(packages.length).toBeGreaterThan(100);
	expect(unhashed.map(([folder]) => folder)).toEqual([]);
});
