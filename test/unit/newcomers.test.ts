import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Account } from '../../lib/ethereum/account';
import { admitNewcomer, assertMayComeNew } from '../../lib/login/newcomers';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { WalletStore } from '../../lib/store/WalletStore';
import { plus, type UnixSeconds } from '../../lib/time/UnixSeconds';
import { halves, RacyPersistence } from './racyPersistence';
import { NOW } from './signing';

const MOST = 3;
const settings = parseSettings({ ...DEFAULTS, 'new-users-per-hour': MOST });

/** Each test has hours of its own: what an hour has had, a process remembers. */
let hours = 0;
function anotherHour(): UnixSeconds {
	hours += 2;
	return plus(NOW, hours * 3600);
}

const accounts = (count: number) =>
	Array.from({ length: count }, (_, index) => `0x${String(index).padStart(40, '0')}` as Account);

const succeeds = (act: Promise<unknown>) =>
	act.then(
		() => true,
		() => false,
	);

/** Long enough for what a process remembers to be looked at anew. */
const LATER = 31;

test('newcomers at once, in any order, some of them twice: never more than may, and all that may in the end', async () => {
	const comers = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 });
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), comers, async (scheduler, order) => {
			const now = anotherHour();
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()));
			const wallets = new WalletStore(...halves(persistence));
			const [known, ...others] = accounts(10) as [Account, ...Account[]];
			const admitted = new Set<Account>();
			const come = async (account: Account, moment: UnixSeconds) => {
				const mayCome = assertMayComeNew(account, settings, wallets, moment);
				if (await succeeds(mayCome.then(() => admitNewcomer(account, settings, wallets, moment)))) {
					admitted.add(account);
				}
			};
			await scheduler.waitFor(come(known, now));
			const all = [known, ...others];
			const race = plus(now, LATER);
			await scheduler.waitFor(Promise.all(order.map((index) => come(all[index] as Account, race))));
			expect(admitted.size).toBeLessThanOrEqual(MOST);
			if (new Set(order).add(0).size <= MOST) {
				expect(admitted).toEqual(new Set(order.map((i) => all[i])).add(known));
			}
			expect(persistence.accounts()).toEqual(admitted);
			for (const account of all) {
				await scheduler.waitFor(come(account, plus(race, LATER)));
			}
			expect(admitted.size).toBe(MOST);
			expect(persistence.accounts()).toEqual(admitted);
		}),
		{ numRuns: 300 },
	);
});

test('a wallet that comes again and again is noted once', async () => {
	const now = anotherHour();
	const persistence = new RacyPersistence();
	const wallets = new WalletStore(...halves(persistence));
	const [account] = accounts(1) as [Account];
	for (let second = 0; second < 60; second += 1) {
		await admitNewcomer(account, settings, wallets, plus(now, second));
	}
	expect(persistence.records).toHaveLength(1);
});

test('when the hour is full, who came before comes again, a stranger does not, and nobody reads all of them', async () => {
	const now = anotherHour();
	const persistence = new RacyPersistence();
	const wallets = new WalletStore(...halves(persistence));
	const [stranger, ...known] = accounts(MOST + 1).reverse() as [Account, ...Account[]];
	for (const account of known) {
		await admitNewcomer(account, settings, wallets, now);
	}
	const read = wallets.newcomersInHourOf.bind(wallets);
	let looks = 0;
	wallets.newcomersInHourOf = (moment) => {
		looks += 1;
		return read(moment);
	};
	for (const account of known) {
		await assertMayComeNew(account, settings, wallets, now);
	}
	for (let attempt = 0; attempt < 5; attempt += 1) {
		expect(await succeeds(assertMayComeNew(stranger, settings, wallets, now))).toBe(false);
	}
	expect(looks).toBe(0);
	expect(await succeeds(assertMayComeNew(stranger, settings, wallets, plus(now, 3600)))).toBe(true);
});

test('places that another instance has given back are seen within half a minute', async () => {
	const now = anotherHour();
	const persistence = new RacyPersistence();
	const wallets = new WalletStore(...halves(persistence));
	const [stranger, ...others] = accounts(MOST + 1).reverse() as [Account, ...Account[]];
	const notes = await Promise.all(others.map((account) => wallets.addNewcomer(account, now)));
	expect(await succeeds(assertMayComeNew(stranger, settings, wallets, now))).toBe(false);
	for (const note of notes) {
		await wallets.removeNewcomer(note);
	}
	expect(await succeeds(assertMayComeNew(stranger, settings, wallets, plus(now, LATER)))).toBe(true);
});

test('no limit: nobody is counted', async () => {
	const persistence = new RacyPersistence();
	const wallets = new WalletStore(...halves(persistence));
	const unlimited = parseSettings({ ...DEFAULTS, 'new-users-per-hour': 0 });
	for (const account of accounts(5)) {
		await admitNewcomer(account, unlimited, wallets, anotherHour());
	}
	expect(persistence.records).toEqual([]);
});
