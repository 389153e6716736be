import { beforeEach, expect, test, vi } from 'vitest';
import { TtlCache } from '../../lib/cache/TtlCache';

/** Reads whose answers come when a test says so. */
class Source {
	readonly asked: { answer(value: string): void; fail(error: Error): void }[] = [];

	readonly read = () =>
		new Promise<string>((answer, fail) => {
			this.asked.push({ answer, fail });
		});
}

const TTL_MS = 30;
const SHARE_MS = 2;
const NOW_MS = 1_000_000;

let source: Source;
let cache: TtlCache<string>;

const get = (now: number, isKept?: (value: string) => boolean) =>
	cache.get({ nowMs: now, read: source.read, ...(isKept ? { isKept } : {}) });

async function getAnswered(now: number, value: string, isKept?: (value: string) => boolean): Promise<string> {
	const got = get(now, isKept);
	source.asked.at(-1)?.answer(value);
	return got;
}

beforeEach(() => {
	source = new Source();
	cache = new TtlCache({ ttlMs: TTL_MS, shareMs: SHARE_MS });
});

test('a value is kept until its time is up', async () => {
	expect(await getAnswered(NOW_MS, 'one')).toBe('one');
	expect(await get(NOW_MS + TTL_MS - 1)).toBe('one');
	expect(source.asked).toHaveLength(1);
	expect(await getAnswered(NOW_MS + TTL_MS, 'two')).toBe('two');
	expect(await get(NOW_MS + TTL_MS)).toBe('two');
});

test('its time counts from when the read began', async () => {
	const slow = get(NOW_MS);
	const joined = get(NOW_MS + SHARE_MS - 1);
	source.asked[0]?.answer('one');
	expect(await Promise.all([slow, joined])).toEqual(['one', 'one']);
	await getAnswered(NOW_MS + TTL_MS, 'two');
	expect(source.asked).toHaveLength(2);
});

test('those who come while it is being read share the answer', async () => {
	const all = [get(NOW_MS), get(NOW_MS), get(NOW_MS + SHARE_MS - 1)];
	expect(source.asked).toHaveLength(1);
	source.asked[0]?.answer('one');
	expect(await Promise.all(all)).toEqual(['one', 'one', 'one']);
});

test('reads that take longer than they are shared are kept all the same, however many come meanwhile', async () => {
	const [first] = [0, 1, 2, 3, 4].map((second) => get(NOW_MS + second));
	expect(source.asked).toHaveLength(3);
	source.asked[0]?.answer('one');
	await first;
	expect(await get(NOW_MS + 4)).toBe('one');
	expect(await get(NOW_MS + TTL_MS - 1)).toBe('one');
	expect(source.asked).toHaveLength(3);
	// Nor does what came later keep the value for longer than its own time.
	source.asked[1]?.answer('two');
	expect(await getAnswered(NOW_MS + TTL_MS, 'three')).toBe('three');
});

test('a slow read that was begun before an invalidation is not kept, whatever came meanwhile', async () => {
	const slow = get(NOW_MS);
	cache.invalidate();
	const next = get(NOW_MS);
	source.asked[0]?.answer('old');
	expect(await slow).toBe('old');
	source.asked[1]?.answer('new');
	expect(await next).toBe('new');
	expect(await get(NOW_MS + 1)).toBe('new');
});

test('an answer that never comes holds up nobody who comes later', async () => {
	cache = new TtlCache({ ttlMs: Number.POSITIVE_INFINITY, shareMs: SHARE_MS });
	const lost = get(NOW_MS);
	expect(await getAnswered(NOW_MS + SHARE_MS, 'two')).toBe('two');
	// When it comes after all, the newer one stays.
	source.asked[0]?.answer('one');
	expect(await lost).toBe('one');
	expect(await get(NOW_MS + 1e9)).toBe('two');
});

test('without a time to live a value is shared while it is being read, and never kept', async () => {
	cache = new TtlCache({ ttlMs: 0, shareMs: SHARE_MS });
	const both = [get(NOW_MS), get(NOW_MS)];
	source.asked[0]?.answer('one');
	expect(await Promise.all(both)).toEqual(['one', 'one']);
	expect(await getAnswered(NOW_MS, 'two')).toBe('two');
});

test('a failure is not kept, and those who share the read do not share it: they read for themselves', async () => {
	const failing = get(NOW_MS);
	const joined = [get(NOW_MS), get(NOW_MS)];
	source.asked[0]?.fail(new Error('away'));
	await expect(failing).rejects.toThrow('away');
	await vi.waitFor(() => expect(source.asked).toHaveLength(3));
	source.asked[1]?.answer('one');
	source.asked[2]?.fail(new Error('still away'));
	expect(await joined[0]).toBe('one');
	await expect(joined[1]).rejects.toThrow('still away');
	expect(await getAnswered(NOW_MS, 'two')).toBe('two');
});

test('a failure that comes late does not drop what was read since', async () => {
	const failing = get(NOW_MS);
	await getAnswered(NOW_MS + SHARE_MS, 'two');
	source.asked[0]?.fail(new Error('away'));
	await expect(failing).rejects.toThrow('away');
	expect(await get(NOW_MS + SHARE_MS)).toBe('two');
});

test('what is not worth keeping is given out, and read again', async () => {
	expect(await getAnswered(NOW_MS, '', (value) => value !== '')).toBe('');
	expect(await getAnswered(NOW_MS, 'two', (value) => value !== '')).toBe('two');
	expect(await get(NOW_MS)).toBe('two');
});

test('a clock that was set back makes it read again, and does not keep a value for longer', async () => {
	await getAnswered(NOW_MS, 'one');
	expect(await getAnswered(NOW_MS - 1000, 'two')).toBe('two');
	expect(await get(NOW_MS - 1000 + TTL_MS - 1)).toBe('two');
	expect(await getAnswered(NOW_MS - 1000 + TTL_MS, 'three')).toBe('three');
});

test('an invalidated value is read again', async () => {
	await getAnswered(NOW_MS, 'one');
	cache.invalidate();
	expect(await getAnswered(NOW_MS, 'two')).toBe('two');
});

test('what began to be read before an invalidation is not kept', async () => {
	const before = get(NOW_MS);
	cache.invalidate();
	const after = get(NOW_MS);
	source.asked[1]?.answer('two');
	source.asked[0]?.answer('one');
	expect(await Promise.all([before, after])).toEqual(['one', 'two']);
	expect(await get(NOW_MS)).toBe('two');

	cache.invalidate();
	const alone = get(NOW_MS);
	cache.invalidate();
	source.asked[2]?.answer('three');
	await alone;
	expect(await getAnswered(NOW_MS, 'four')).toBe('four');
});
