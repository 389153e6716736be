import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BoundedCache } from '../../lib/cache/BoundedCache';
import { Caches } from '../../lib/cache/Caches';
import { LastValue } from '../../lib/cache/LastValue';
import { TtlCache } from '../../lib/cache/TtlCache';

/** The table in docs/architecture.md: what is said of when each cache forgets. */
function documentedLimits(): Record<string, string> {
	const docs = readFileSync(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8');
	const rows = docs
		.split('## What is cached')[1]
		?.split('\n## ')[0]
		?.matchAll(/^\| `(\w+)` \|.*\| (.*) \|$/gm);
	return Object.fromEntries([...(rows ?? [])].map(([, name, limit]) => [name, limit]));
}

/** What has to be in the table's last column. */
function limitOf(cache: unknown): string {
	if (cache instanceof BoundedCache) {
		return `${cache.maxEntries} others`;
	}
	if (cache instanceof TtlCache) {
		if (cache.ttlMs === 0) {
			return 'it has been read';
		}
		return cache.ttlMs === Number.POSITIVE_INFINITY ? 'the process ends' : `${cache.ttlMs / 1000} s`;
	}
	return cache instanceof LastValue ? 'is another' : 'no cache has this class';
}

test('docs/architecture.md lists every cache with its size or TTL, and no other', () => {
	const caches = Object.entries(new Caches());
	const documented = documentedLimits();
	expect(Object.keys(documented)).toEqual(caches.map(([name]) => name));
	for (const [name, cache] of caches) {
		expect(documented[name], name).toContain(limitOf(cache));
	}
});

test('a value is made again when what it was made from is another', () => {
	const cache = new LastValue<string>();
	const made: string[] = [];
	const get = (...inputs: string[]) =>
		cache.get(inputs, () => {
			made.push(inputs.join());
			return inputs.join();
		});
	expect([get('a', 'b'), get('a', 'b'), get('a', 'c'), get('a', 'c'), get('a', 'b')]).toEqual([
		'a,b',
		'a,b',
		'a,c',
		'a,c',
		'a,b',
	]);
	expect(made).toEqual(['a,b', 'a,c', 'a,b']);
});
