import { readFile } from 'node:fs/promises';
import { afterEach, expect, inject, test } from 'vitest';
import { buildPackage } from '../../scripts/package/buildPackage';

const timeZone = process.env.TZ;
afterEach(() => {
	if (timeZone === undefined) {
		delete process.env.TZ;
	} else {
		process.env.TZ = timeZone;
	}
});

test('gives the same bytes for the same sources, in another time zone as well', async () => {
	const first = await readFile(inject('appZip'));
	process.env.TZ = 'Pacific/Auckland';
	const second = await buildPackage();
	expect(first.equals(second.zip)).toBe(true);
});
