import { expect, test } from 'vitest';
import { BoundedCache } from '../../lib/cache/BoundedCache';

test('keeps the newest entries, and no more than it may', () => {
	const recent = new BoundedCache<string, number>({ maxEntries: 3 });
	for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) {
		recent.set(key, index);
	}
	expect(['a', 'b', 'c', 'd'].map((key) => recent.get(key))).toEqual([undefined, 1, 2, 3]);
	expect(recent.has('a')).toBe(false);
});

test('tells an entry without a value from none', () => {
	const recent = new BoundedCache<string, undefined>({ maxEntries: 1 });
	recent.set('a', undefined);
	expect([recent.has('a'), recent.has('b')]).toEqual([true, false]);
});

test('a key that is set again drops no other, and is the newest then', () => {
	const recent = new BoundedCache<string, number>({ maxEntries: 2 });
	recent.set('a', 1);
	recent.set('b', 2);
	recent.set('a', 3);
	expect([recent.get('a'), recent.get('b')]).toEqual([3, 2]);
	recent.set('c', 4);
	expect([recent.get('a'), recent.has('b'), recent.get('c')]).toEqual([3, false, 4]);
});
