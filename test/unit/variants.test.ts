import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VARIANTS } from '../../bench/load/variants';
import { ROOT } from '../../scripts/bundle/bundleApp';

test.each(Object.entries(VARIANTS))('what the bench changes is there: %s', (_name, changes) => {
	for (const { file, from, to } of changes) {
		const source = readFileSync(join(ROOT, file), 'utf8');
		expect([file, from, source.split(from).length]).toEqual([file, from, 2]);
		expect(source).not.toBe(source.replace(from, () => to));
	}
});
