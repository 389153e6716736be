import { readFile } from 'node:fs/promises';
import { afterEach, expect, inject, it } from 'vitest';
import { buildPackage } from '../../scripts/package/buildPackage.js';

const timeZone = process.env.TZ;
afterEach(() => {
	if (timeZone === undefined) delete process.env.TZ;
	else process.env.TZ = timeZone;
});

it('gives the same bytes for the same sources, in another time zone as well', async () => {
	const first = await readFile(inject('appZip'));
	process.env.TZ = 'Pacific/Auckland';
	const second = await buildPackage();
	expect(first.equals(second.zip)).toBe(true);
});
