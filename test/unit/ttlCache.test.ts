import { beforeEach, expect, test } from 'vitest';
import { TtlCache } from '../../lib/cache/TtlCache';

/** Reads whose answers come when a test says so. */
class Source {
	readonly asked: { answer(value: string): void; fail(error: Error): void }[] = [];

	readonly read = () =>
		new Promise<string>((answer, fail) => {
			this.asked.push({ answer, fail });
		});
}

const TTL = 30;
const SHARE_FOR = 2;
const NOW = 1_000_000;

let source: Source;
let cache: TtlCache<string>;

const get = (now: number, isKept?: (value: string) => boolean) =>
	cache.get({ now, read: source.read, ...(isKept ? { isKept } : {}) });

async function getAnswered(now: number, value: string, isKept?: (value: string) => boolean): Promise<string> {
	const got = get(now, isKept);
	source.asked.at(-1)?.answer(value);
	return got;
}

beforeEach(() => {
	source = new Source();
	cache = new TtlCache({ ttl: TTL, shareFor: SHARE_FOR });
});

test('a value is kept until its time is up', async () => {
	expect(await getAnswered(NOW, 'one')).toBe('one');
	expect(await get(NOW + TTL - 1)).toBe('one');
	expect(source.asked).toHaveLength(1);
	expect(await getAnswered(NOW + TTL, 'two')).toBe('two');
	expect(await get(NOW + TTL)).toBe('two');
});

test('its time counts from when the read began', async () => {
	const slow = get(NOW);
	expect(get(NOW + SHARE_FOR - 1)).toBe(slow);
	source.asked[0]?.answer('one');
	await slow;
	await getAnswered(NOW + TTL, 'two');
	expect(source.asked).toHaveLength(2);
});

test('those who come while it is being read share the answer', async () => {
	const all = [get(NOW), get(NOW), get(NOW + SHARE_FOR - 1)];
	expect(source.asked).toHaveLength(1);
	source.asked[0]?.answer('one');
	expect(await Promise.all(all)).toEqual(['one', 'one', 'one']);
});

test('reads that take longer than they are shared are kept all the same, however many come meanwhile', async () => {
	const [first] = [0, 1, 2, 3, 4].map((second) => get(NOW + second));
	expect(source.asked).toHaveLength(3);
	source.asked[0]?.answer('one');
	await first;
	expect(await get(NOW + 4)).toBe('one');
	expect(await get(NOW + TTL - 1)).toBe('one');
	expect(source.asked).toHaveLength(3);
	// Nor does what came later keep the value for longer than its own time.
	source.asked[1]?.answer('two');
	expect(await getAnswered(NOW + TTL, 'three')).toBe('three');
});

test('a slow read that was begun before an invalidation is not kept, whatever came meanwhile', async () => {
	const slow = get(NOW);
	cache.invalidate();
	const next = get(NOW);
	source.asked[0]?.answer('old');
	expect(await slow).toBe('old');
	source.asked[1]?.answer('new');
	expect(await next).toBe('new');
	expect(await get(NOW + 1)).toBe('new');
});

test('an answer that never comes holds up nobody who comes later', async () => {
	cache = new TtlCache({ ttl: Number.POSITIVE_INFINITY, shareFor: SHARE_FOR });
	const lost = get(NOW);
	expect(await getAnswered(NOW + SHARE_FOR, 'two')).toBe('two');
	// When it comes after all, the newer one stays.
	source.asked[0]?.answer('one');
	expect(await lost).toBe('one');
	expect(await get(NOW + 1e9)).toBe('two');
});

test('without a time to live a value is shared while it is being read, and never kept', async () => {
	cache = new TtlCache({ ttl: 0, shareFor: SHARE_FOR });
	const both = [get(NOW), get(NOW)];
	source.asked[0]?.answer('one');
	expect(await Promise.all(both)).toEqual(['one', 'one']);
	expect(await getAnswered(NOW, 'two')).toBe('two');
});

test('a failure is told to all who share it, and not kept', async () => {
	const failing = [get(NOW), get(NOW)];
	source.asked[0]?.fail(new Error('away'));
	for (const each of failing) {
		await expect(each).rejects.toThrow('away');
	}
	expect(await getAnswered(NOW, 'two')).toBe('two');
});

test('a failure that comes late does not drop what was read since', async () => {
	const failing = get(NOW);
	await getAnswered(NOW + SHARE_FOR, 'two');
	source.asked[0]?.fail(new Error('away'));
	await expect(failing).rejects.toThrow('away');
	expect(await get(NOW + SHARE_FOR)).toBe('two');
});

test('what is not worth keeping is given out, and read again', async () => {
	expect(await getAnswered(NOW, '', (value) => value !== '')).toBe('');
	expect(await getAnswered(NOW, 'two', (value) => value !== '')).toBe('two');
	expect(await get(NOW)).toBe('two');
});

test('a clock that was set back makes it read again, and does not keep a value for longer', async () => {
	await getAnswered(NOW, 'one');
	expect(await getAnswered(NOW - 1000, 'two')).toBe('two');
	expect(await get(NOW - 1000 + TTL - 1)).toBe('two');
	expect(await getAnswered(NOW - 1000 + TTL, 'three')).toBe('three');
});

test('an invalidated value is read again', async () => {
	await getAnswered(NOW, 'one');
	cache.invalidate();
	expect(await getAnswered(NOW, 'two')).toBe('two');
});

test('what began to be read before an invalidation is not kept', async () => {
	const before = get(NOW);
	cache.invalidate();
	const after = get(NOW);
	source.asked[1]?.answer('two');
	source.asked[0]?.answer('one');
	expect(await Promise.all([before, after])).toEqual(['one', 'two']);
	expect(await get(NOW)).toBe('two');

	cache.invalidate();
	const alone = get(NOW);
	cache.invalidate();
	source.asked[2]?.answer('three');
	await alone;
	expect(await getAnswered(NOW, 'four')).toBe('four');
});
