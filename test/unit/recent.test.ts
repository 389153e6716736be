import { expect, test } from 'vitest';
import { BoundedCache } from '../../lib/cache/BoundedCache';

test('keeps the newest entries, and no more than it may', () => {
	const recent = new BoundedCache<number>(3);
	for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) {
		recent.set(key, index);
	}
	expect(['a', 'b', 'c', 'd'].map((key) => recent.get(key))).toEqual([undefined, 1, 2, 3]);
	expect(recent.has('a')).toBe(false);
});

test('tells an entry without a value from none', () => {
	const recent = new BoundedCache<undefined>(1);
	recent.set('a', undefined);
	expect([recent.has('a'), recent.has('b')]).toEqual([true, false]);
});
