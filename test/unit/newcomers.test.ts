import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Caches } from '../../lib/cache/Caches';
import type { Account } from '../../lib/ethereum/account';
import { assertNewUserAllowed, countNewcomer } from '../../lib/identity/newcomers';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { addSeconds, type UnixSeconds } from '../../lib/time/UnixSeconds';
import { contextOn, RacyPersistence } from './racyPersistence';
import { NOW } from './signing';

const MAX = 3;

/** One process of the app over a store: what it caches is its own. */
class Process {
	private readonly caches = new Caches();

	constructor(
		private readonly persistence: RacyPersistence,
		private readonly max = MAX,
	) {}

	at(now: UnixSeconds) {
		const settings = parseSettings({ ...DEFAULTS, 'new-users-per-hour': this.max });
		return { ...contextOn(this.persistence, now), caches: this.caches, settings };
	}

	mayCome(account: Account, now: UnixSeconds): Promise<boolean> {
		return succeeds(assertNewUserAllowed(account, this.at(now)));
	}

	admit(account: Account, now: UnixSeconds): Promise<boolean> {
		return succeeds(countNewcomer(account, this.at(now)));
	}
}

const accounts = (count: number) =>
	Array.from({ length: count }, (_, index) => `0x${String(index).padStart(40, '0')}` as Account);

const succeeds = (act: Promise<unknown>) =>
	act.then(
		() => true,
		() => false,
	);

/** When a process's count has expired. */
const LATER_SECONDS = 31;

test('newcomers at once, in any order, some of them twice: never more than may, and all that may in the end', async () => {
	const comers = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 });
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), comers, async (scheduler, order) => {
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()));
			const app = new Process(persistence);
			const [known, ...others] = accounts(10) as [Account, ...Account[]];
			const admitted = new Set<Account>();
			const come = async (account: Account, now: UnixSeconds) => {
				if ((await app.mayCome(account, now)) && (await app.admit(account, now))) {
					admitted.add(account);
				}
			};
			await scheduler.waitFor(come(known, NOW));
			const all = [known, ...others];
			const race = addSeconds(NOW, LATER_SECONDS);
			await scheduler.waitFor(Promise.all(order.map((index) => come(all[index] as Account, race))));
			expect(admitted.size).toBeLessThanOrEqual(MAX);
			if (new Set(order).add(0).size <= MAX) {
				expect(admitted).toEqual(new Set(order.map((index) => all[index])).add(known));
			}
			expect(persistence.accounts()).toEqual(admitted);
			for (const account of all) {
				await scheduler.waitFor(come(account, addSeconds(race, LATER_SECONDS)));
			}
			expect(admitted.size).toBe(MAX);
			expect(persistence.accounts()).toEqual(admitted);
		}),
		{ numRuns: 300 },
	);
});

test('a wallet that comes again and again is noted once', async () => {
	const persistence = new RacyPersistence();
	const app = new Process(persistence);
	const [account] = accounts(1) as [Account];
	for (let second = 0; second < 60; second += 1) {
		expect(await app.admit(account, addSeconds(NOW, second))).toBe(true);
	}
	expect(persistence.records).toHaveLength(1);
});

test('when the hour is full, who came before comes again, a stranger does not, and nobody reads all of them', async () => {
	const persistence = new RacyPersistence();
	const app = new Process(persistence);
	const [stranger, ...known] = accounts(MAX + 1).reverse() as [Account, ...Account[]];
	for (const account of known) {
		expect(await app.admit(account, NOW)).toBe(true);
	}
	const all = `newcomer:${NOW / 3600}`;
	const before = persistence.readsOf(all);
	for (const account of known) {
		expect(await app.mayCome(account, NOW)).toBe(true);
	}
	for (let attempt = 0; attempt < 5; attempt += 1) {
		expect(await app.mayCome(stranger, NOW)).toBe(false);
	}
	expect(before).toBeGreaterThan(0);
	expect(persistence.readsOf(all)).toBe(before);
	expect(await app.mayCome(stranger, addSeconds(NOW, 3600))).toBe(true);
});

test('places that another instance has given back are seen within half a minute', async () => {
	const persistence = new RacyPersistence();
	const app = new Process(persistence);
	const { newcomers } = app.at(NOW).stores;
	const [stranger, ...others] = accounts(MAX + 1).reverse() as [Account, ...Account[]];
	const notes = await Promise.all(others.map((account) => newcomers.add(account, NOW)));
	expect(await app.mayCome(stranger, NOW)).toBe(false);
	for (const note of notes) {
		await newcomers.remove(note);
	}
	expect(await app.mayCome(stranger, addSeconds(NOW, LATER_SECONDS))).toBe(true);
});

test('no limit: nobody is counted', async () => {
	const persistence = new RacyPersistence();
	const unlimited = new Process(persistence, 0);
	for (const account of accounts(5)) {
		expect(await unlimited.admit(account, NOW)).toBe(true);
	}
	expect(persistence.records).toEqual([]);
});
