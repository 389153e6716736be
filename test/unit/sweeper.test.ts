import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors';
import { describe, expect, test } from 'vitest';
import { chooseExpiryBucket, SPREAD_MINUTES } from '../../lib/store/expiryBucket';
import { makeAssociation } from '../../lib/store/makeAssociation';
import { Sweeper, type SweepRun } from '../../lib/store/Sweeper';
import { addSeconds, type UnixSeconds } from '../../lib/time/UnixSeconds';
import { halves, RacyPersistence } from './racyPersistence';
import { NOW } from './signing';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

class CountingPersistence extends RacyPersistence {
	reads = 0;
	removals = 0;
	largest = 0;
	readsTogether = 0;
	private underWay = 0;

	override async readByAssociation(key: Parameters<RacyPersistence['readByAssociation']>[0]) {
		this.reads += 1;
		this.underWay += 1;
		this.readsTogether = Math.max(this.readsTogether, this.underWay);
		const records = await super.readByAssociation(key);
		this.underWay -= 1;
		this.largest = Math.max(this.largest, records.length);
		return records;
	}

	override async removeByAssociation(key: Parameters<RacyPersistence['removeByAssociation']>[0]) {
		this.removals += 1;
		return super.removeByAssociation(key);
	}

	/** What tests have kept. */
	items(): unknown[] {
		return this.records.map(({ data }) => data).filter((data) => 'item' in (data as object));
	}
}

/** Some revisions of the host remove one record a call. */
class OneByOnePersistence extends CountingPersistence {
	override async removeByAssociation(key: Parameters<RacyPersistence['removeByAssociation']>[0]) {
		this.removals += 1;
		const index = this.records.findIndex(({ keys }) => keys.includes(key.getID()));
		return index < 0 ? [] : this.records.splice(index, 1).map(({ data }) => data);
	}
}

async function keep(persistence: RacyPersistence, until: UnixSeconds, count = 1): Promise<void> {
	const writer = persistence as unknown as IPersistence;
	for (let item = 0; item < count; item += 1) {
		const random = Buffer.from([item, item >> 8]).toString('base64url');
		await writer.createWithAssociations({ item }, [chooseExpiryBucket(until, random)]);
	}
}

const QUIET: SweepRun = { onExpired: async () => undefined, hasTime: () => true };

function sweep(persistence: RacyPersistence, now: UnixSeconds, run: Partial<SweepRun> = {}): Promise<void> {
	return new Sweeper(...halves(persistence)).sweep(now, { ...QUIET, ...run });
}

describe('what goes and what stays', () => {
	test('what is kept after a clock that was ahead was set back goes, too', async () => {
		const persistence = new CountingPersistence();
		const now = NOW;
		await sweep(persistence, addSeconds(now, 5 * HOUR));
		await sweep(persistence, now);
		for (const hour of [1, 2, 3]) {
			await keep(persistence, addSeconds(now, hour * HOUR));
		}
		await sweep(persistence, addSeconds(now, 3 * HOUR));
		expect(persistence.items()).toHaveLength(1);
		await sweep(persistence, addSeconds(now, 5 * HOUR));
		expect(persistence.items()).toEqual([]);
	});

	test('a first sweep that was cut short is gone on with, however much later', async () => {
		const persistence = new CountingPersistence();
		await sweep(persistence, NOW, { hasTime: () => false });
		await keep(persistence, addSeconds(NOW, HOUR));
		await sweep(persistence, addSeconds(NOW, 8 * 24 * HOUR));
		expect(persistence.items()).toEqual([]);
	});

	test('what has expired goes when its minute has passed, and not before', async () => {
		const persistence = new CountingPersistence();
		const now = NOW;
		const endOfMinute = addSeconds(now, MINUTE - (now % MINUTE));
		await keep(persistence, now);
		await sweep(persistence, addSeconds(endOfMinute, -1));
		// Somebody may be late.
		await sweep(persistence, addSeconds(endOfMinute, 119));
		expect(persistence.items()).toHaveLength(1);
		await sweep(persistence, addSeconds(endOfMinute, 120));
		expect(persistence.items()).toEqual([]);
	});

	test.each([1, 300, 301, 5000])(
		'of %i records that expire at once everything goes within 70 minutes, no more than 80 at a time',
		async (count) => {
			const persistence = new CountingPersistence();
			const now = NOW;
			await keep(persistence, now, count);
			await keep(persistence, addSeconds(now, 2 * HOUR), 10);
			await sweep(persistence, addSeconds(now, 70 * MINUTE));
			expect(persistence.items()).toHaveLength(10);
			expect(persistence.largest).toBeLessThanOrEqual(80);
			// With how far the sweep has got.
			expect(persistence.records).toHaveLength(10 + 1);
		},
	);

	test('a host that removes one record a call is asked until nothing is left', async () => {
		const persistence = new OneByOnePersistence();
		const now = NOW;
		await keep(persistence, now, 310);
		await sweep(persistence, addSeconds(now, 2 * HOUR));
		expect(persistence.items()).toEqual([]);
	});
});

describe('how it goes on', () => {
	test('a minute without records takes one call', async () => {
		const persistence = new CountingPersistence();
		const now = NOW;
		await sweep(persistence, now);
		persistence.reads = 0;
		await sweep(persistence, addSeconds(now, 30 * 24 * HOUR));
		// And one an hour for what 0.1.0 has left.
		expect(persistence.reads).toBe(30 * 24 * (60 + 1) + 1);
		persistence.reads = 0;
		await sweep(persistence, addSeconds(now, 30 * 24 * HOUR));
		expect(persistence.reads).toBe(1);
	});

	test('a run without time stops, and the next ones finish', async () => {
		const persistence = new CountingPersistence();
		const now = NOW;
		await sweep(persistence, now);
		for (let hour = 0; hour < 8; hour += 1) {
			await keep(persistence, addSeconds(now, hour * HOUR), 310);
		}
		let runs = 0;
		for (; runs < 1000 && persistence.items().length > 0; runs += 1) {
			let asked = 0;
			const hasTime = () => {
				asked += 1;
				return asked <= 100;
			};
			const before = persistence.items().length;
			await sweep(persistence, addSeconds(now, 9 * HOUR), { hasTime });
			expect(persistence.items().length).toBeLessThan(before);
		}
		expect(runs).toBeGreaterThan(4);
		expect(runs).toBeLessThan(20);
	});

	test('minutes without records are read together, those with records one by one', async () => {
		const persistence = new CountingPersistence();
		await sweep(persistence, NOW);
		expect(persistence.readsTogether).toBe(4);
		persistence.readsTogether = 0;
		// The minute that comes next, and all that follow.
		await keep(persistence, addSeconds(NOW, -2 * MINUTE), 5 * SPREAD_MINUTES);
		await sweep(persistence, addSeconds(NOW, SPREAD_MINUTES * MINUTE));
		expect(persistence.items()).toEqual([]);
		expect(persistence.readsTogether).toBe(1);
	});

	test('a run that fails anywhere is finished by the next', async () => {
		for (let failing = 1; ; failing += failing < 10 ? 1 : 29) {
			let calls = Number.NEGATIVE_INFINITY;
			const persistence = new CountingPersistence(async () => {
				calls += 1;
				if (calls === failing) {
					throw new Error('the store is away');
				}
			});
			const now = NOW;
			await sweep(persistence, now);
			await keep(persistence, now, 320);
			calls = 0;
			const later = addSeconds(now, 2 * HOUR);
			const failed = await sweep(persistence, later).then(
				() => false,
				() => true,
			);
			calls = Number.NEGATIVE_INFINITY;
			await sweep(persistence, later);
			expect(persistence.items()).toEqual([]);
			if (!failed) {
				return;
			}
		}
	});

	test('no progress that was left behind stays for ever', async () => {
		const persistence = new CountingPersistence();
		const now = NOW;
		await sweep(persistence, now);
		const [progress] = persistence.records;
		await sweep(persistence, addSeconds(now, 5 * HOUR));
		if (progress) {
			persistence.records.push(progress);
		}
		await sweep(persistence, addSeconds(now, 9 * HOUR));
		expect(await persistence.readByAssociation(makeAssociation('sweep', 'progress'))).toHaveLength(1);
	});
});

describe('who is told', () => {
	test('of all records, each before it goes', async () => {
		const persistence = new CountingPersistence();
		const now = NOW;
		await keep(persistence, now, 400);
		const told: object[] = [];
		const onExpired = async (records: readonly object[]) => {
			for (const record of records) {
				expect(persistence.records.map(({ data }) => data)).toContain(record);
			}
			told.push(...records.filter((record) => 'item' in record));
		};
		await sweep(persistence, addSeconds(now, 2 * HOUR), { onExpired });
		expect(told).toHaveLength(400);
	});

	test('and again when it could not do what it had to', async () => {
		const persistence = new CountingPersistence();
		const now = NOW;
		await keep(persistence, now);
		const onExpired = () => Promise.reject(new Error('not now'));
		await expect(sweep(persistence, addSeconds(now, 2 * HOUR), { onExpired })).rejects.toThrow('not now');
		let told = 0;
		await sweep(persistence, addSeconds(now, 2 * HOUR), {
			onExpired: async ({ length }) => {
				told += length;
			},
		});
		expect(told).toBe(1);
	});
});

describe('what 0.1.0 has left', () => {
	const hour = Math.floor(NOW / HOUR);

	async function keepAsBefore(persistence: RacyPersistence): Promise<void> {
		const bucket = (name: string) => makeAssociation('expires', name);
		const expiring = [
			...Array.from({ length: 10 }, (_, item) => [{ item }, bucket(`${hour}`)] as const),
			[{ kind: 'more' }, bucket(`${hour}`)] as const,
			...Array.from(
				{ length: 256 },
				(_, shard) => [{ item: 10 + shard }, bucket(`${hour}:${shard}`)] as const,
			),
			[{ item: 266 }, bucket(`${hour + 3}`)] as const,
		];
		for (const [record, key] of expiring) {
			await persistence.createWithAssociation(record, key);
		}
		const progress = [makeAssociation('sweep', 'progress'), makeAssociation('swept', String(hour - 1))];
		await persistence.createWithAssociations({ sweptHour: hour - 1 }, progress);
	}

	test('goes when its hour has passed, and not before', async () => {
		const persistence = new CountingPersistence();
		await keepAsBefore(persistence);
		const endOfHour = ((hour + 1) * HOUR) as UnixSeconds;
		await sweep(persistence, addSeconds(endOfHour, 179));
		expect(persistence.items()).toHaveLength(267);
		await sweep(persistence, addSeconds(endOfHour, 180));
		expect(persistence.items()).toEqual([{ item: 266 }]);
		await sweep(persistence, addSeconds(endOfHour, 4 * HOUR));
		expect(persistence.records.map(({ data }) => data)).toEqual([{ sweptMinute: expect.any(Number) }]);
	});

	test('also when a run was cut short', async () => {
		const persistence = new CountingPersistence();
		await keepAsBefore(persistence);
		const later = addSeconds(NOW, 2 * HOUR);
		let asked = 0;
		await sweep(persistence, later, {
			hasTime: () => {
				asked += 1;
				return asked <= 100;
			},
		});
		expect(persistence.items().length).toBeGreaterThan(100);
		await sweep(persistence, later);
		expect(persistence.items()).toEqual([{ item: 266 }]);
	});
});
