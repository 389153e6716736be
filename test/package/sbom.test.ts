import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import lockfile from '../../package-lock.json';
import { buildPackage } from '../../scripts/package/buildPackage';

interface Component {
	readonly 'bom-ref': string;
	readonly purl: string;
	readonly licenses: unknown;
	readonly hashes: readonly { alg: string; content: string }[];
	readonly externalReferences: readonly { type: string; url: string }[];
}

const zipPath = inject('appZip');
const text = await readFile(zipPath.replace(/\.zip$/, '.cdx.json'), 'utf8');
const bom = JSON.parse(text);
const components: Component[] = bom.components;

test('is written beside the zip and names it by its hash', async () => {
	const hash = createHash('sha256')
		.update(await readFile(zipPath))
		.digest('hex');
	expect([bom.bomFormat, bom.specVersion]).toEqual(['CycloneDX', '1.6']);
	expect(bom.metadata.component.hashes).toEqual([{ alg: 'SHA-256', content: hash }]);
});

test('has every package of the bundle and no other, each with its source, licence and hash', async () => {
	const { packages } = await buildPackage();
	const expected = packages.map(({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`);
	expect(components.map(({ purl }) => purl).toSorted()).toEqual(expected.toSorted());
	for (const { purl, licenses, hashes, externalReferences } of components) {
		expect(licenses).toHaveLength(1);
		expect(hashes).toHaveLength(1);
		expect(hashes[0]?.alg).toBe('SHA-512');
		expect(lockedHashes(purl)).toContain(hashes[0]?.content);
		expect(externalReferences).toEqual([
			{ type: 'vcs', url: expect.stringMatching(/github\.com.[\w-]+\/[\w.-]+$/) },
		]);
	}
});

/** The SHA-512 of every copy of a package in package-lock.json, in hexadecimal digits. */
function lockedHashes(purl: string): string[] {
	const [, name, version] = /^pkg:npm\/(.+)@([^@]+)$/.exec(decodeURIComponent(purl)) ?? [];
	const packages: Record<string, { version?: string; integrity?: string; link?: boolean }> =
		lockfile.packages;
	const copies = Object.entries(packages).filter(
		([path, { version: locked }]) => path.endsWith(`node_modules/${name}`) && locked === version,
	);
	return copies.map(([, { integrity = '' }]) =>
		Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
	);
}

test('says which needs which: all are reached from the app', () => {
	const needs = new Map<string, string[]>(
		bom.dependencies.map(({ ref, dependsOn = [] }: { ref: string; dependsOn?: string[] }) => [
			ref,
			dependsOn,
		]),
	);
	const reached = new Set<string>();
	const follow = (ref: string) => {
		if (reached.has(ref)) {
			return;
		}
		reached.add(ref);
		for (const next of needs.get(ref) ?? []) {
			follow(next);
		}
	};
	follow(bom.metadata.component['bom-ref']);
	expect(components.filter((component) => !reached.has(component['bom-ref']))).toEqual([]);
});

test('names neither a time nor this machine, so that two builds give the same', () => {
	expect([bom.serialNumber, bom.metadata.timestamp]).toEqual([undefined, undefined]);
	expect(text).not.toContain(process.cwd());
});
