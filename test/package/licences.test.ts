import { expect, test } from 'vitest';
import { buildPackage } from '../../scripts/package/buildPackage';

const PERMISSIVE = [
	'0BSD',
	'Apache-2.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'CC0-1.0',
	'ISC',
	'MIT',
	'Unlicense',
];

/**
 * `@metamask/eth-sig-util` stands on these. MPL-2.0 lets anyone sell what contains its files; it asks that
 * these files stay unchanged or are published, and that their source is named, as licences.txt does.
 */
const FILE_COPYLEFT = { '@ethereumjs/rlp': 'MPL-2.0', '@ethereumjs/util': 'MPL-2.0' };

/** Whether every part of an SPDX expression joined by AND is a permissive licence. */
function isPermissive(expression: string): boolean {
	const parts = expression.replace(/^\(|\)$/g, '').split(' AND ');
	return parts.every((part) => PERMISSIVE.includes(part));
}

const { packages, files } = await buildPackage();

test('contains only packages that may be passed on and sold', () => {
	const others = packages.filter(({ license }) => !isPermissive(license));
	expect(Object.fromEntries(others.map(({ name, license }) => [name, license]))).toEqual(FILE_COPYLEFT);
});

test.each(['', 'GPL-3.0', 'SEE LICENSE IN LICENSE', 'MIT AND GPL-2.0', 'MIT OR Commercial', 'BUSL-1.1'])(
	'would refuse %j',
	(expression) => expect(isPermissive(expression)).toBe(false),
);

test('knows the packages inside', () => {
	expect(packages.map(({ name }) => name)).toContain('@metamask/eth-sig-util');
});

test('carries the notice and the source of each of them in the zip', () => {
	const text = new TextDecoder().decode(files['licences.txt']);
	for (const { name, version, license, repository } of packages) {
		expect(repository).not.toBe('');
		expect(text).toContain(`${name} ${version} (${license}), ${repository}`);
	}
	expect(text).toContain('Mozilla Public License Version 2.0');
});
