import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Bundle, bundle, ROOT } from '../../scripts/bundle/bundleApp';
import { NARROWED_PACKAGES } from '../../scripts/bundle/narrowedPackages';

const ENTRY = join(import.meta.dirname, 'recovery.entry.ts');

let inputs: Bundle['inputs'];
beforeAll(async () => {
	({ inputs } = await bundle({ entry: ENTRY, format: 'cjs' }));
});

/** The exports of a package's index that the bundle's files read, as `<file>: <name>`. */
async function namesRead(packageName: string): Promise<{ file: string; name: string }[]> {
	const found = [];
	for (const file of Object.keys(inputs).filter((input) => input.startsWith('node_modules/'))) {
		const source = await readFile(join(ROOT, file), 'utf8');
		const [, variable] = source.match(new RegExp(`(\\w+) = require\\("${packageName}"\\)`)) ?? [];
		if (variable === undefined) {
			continue;
		}
		for (const [, name] of source.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g'))) {
			found.push({ file, name: name ?? '' });
		}
	}
	return found;
}

describe.each(Object.entries(NARROWED_PACKAGES))('the narrowed index of %s', (packageName, files) => {
	test('still exports everything that its importers read', async () => {
		const require = createRequire(ENTRY);
		const folder = dirname(require.resolve(packageName));
		const names = files.flatMap((file) =>
			packageName === 'lodash' ? [file.replace('.js', '')] : Object.keys(require(join(folder, file))),
		);
		const read = await namesRead(packageName);
		expect(read.length).toBeGreaterThan(0);
		expect(read.filter(({ name }) => !names.includes(name))).toEqual([]);
	});
});

test.each(['debug', 'semver', '@metamask/scure-bip39', 'micro-ftch', 'ms'])('leaves %s out', (name) => {
	expect(Object.keys(inputs).filter((file) => file.includes(`node_modules/${name}/`))).toEqual([]);
});

test('bundles one copy of each version of noble', () => {
	const folders = Object.keys(inputs).map((file) => file.replace(/^(.*@noble\/[a-z]+)\/.*/, '$1'));
	expect(folders).toContain('node_modules/@noble/curves/node_modules/@noble/hashes');
	expect(folders).not.toContain('node_modules/ethereum-cryptography/node_modules/@noble/hashes');
});
