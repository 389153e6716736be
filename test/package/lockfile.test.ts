import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/bundle/bundleApp';

type LockedPackage = {
	optionalDependencies?: Record<string, string>;
	integrity?: string;
	inBundle?: boolean;
	/** A package of this repository: `resolved` is its folder, which has an entry of its own. */
	link?: boolean;
	resolved?: string;
};

const WORKSPACES = ['workspace'];

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
	for (const folder of ['', ...WORKSPACES]) {
		const manifest = JSON.parse(await readFile(join(ROOT, folder, 'package.json'), 'utf8'));
		const loose = Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
			([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
		);
		expect([folder, loose]).toEqual([folder, []]);
	}
	const lockfile = await readFile(join(ROOT, 'package-lock.json'), 'utf8');
	const packages = Object.entries<LockedPackage>(JSON.parse(lockfile).packages);
	const ours = ['', ...WORKSPACES];
	const linked = packages.filter(([, { link }]) => link).map(([, { resolved }]) => resolved);
	expect(linked).toEqual(WORKSPACES);
	const unhashed = packages.filter(
		([folder, { integrity = '', inBundle, link }]) =>
			!ours.includes(folder) && !link && !inBundle && !integrity.startsWith('sha512-'),
	);
	expect(packages.length).toBeGreaterThan(100);
	expect(unhashed.map(([folder]) => folder)).toEqual([]);
});
