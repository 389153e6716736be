import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const PACKAGE = resolve(import.meta.dirname, '../..');
const files = readdirSync(PACKAGE, { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
	.map(({ parentPath, name }) => join(parentPath, name));

/** In two parts each, as this file is searched, too. */
const THIS_REPOSITORY = new RegExp(
	['wal' + 'let', 'meta' + 'mask', 'ether' + 'eum', 'si' + 'we', 'eip-?' + '712'].join('|'),
	'i',
);

test('no word of the package is about the app of this repository', () => {
	expect(files.length).toBeGreaterThan(100);
	const found = files.filter((file) =>
		THIS_REPOSITORY.test(`${file.slice(PACKAGE.length)} ${readFileSync(file, 'utf8')}`),
	);
	expect(found.map((file) => relative(PACKAGE, file))).toEqual([]);
});

test('no file imports from outside the package', () => {
	const outside = files
		.filter((file) => /\.(ts|mjs)$/.test(file))
		.flatMap((file) => {
			const imports = readFileSync(file, 'utf8').matchAll(/\b(?:from|import) ?\(?'(\.[^']*)'/g);
			return [...imports].map(([, path = '']) => resolve(file, '..', path));
		})
		.filter((target) => !target.startsWith(`${PACKAGE}/`));
	expect(outside).toEqual([]);
});
