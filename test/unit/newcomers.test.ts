import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Account } from '../../lib/account';
import { admitNewcomer, assertMayComeNew } from '../../lib/newcomers';
import { DEFAULTS, parseSettings } from '../../lib/settings';
import { WalletStore } from '../../lib/store/WalletStore';
import { plus, type UnixSeconds } from '../../lib/time';
import { halves, RacyPersistence } from './racyPersistence';
import { NOW } from './signing';

const MOST = 3;
const settings = parseSettings({ ...DEFAULTS, 'new-users-per-hour': MOST });

/** Each test has hours of its own: what an hour has had, a process remembers. */
let hours = 0;
function anotherHour(): UnixSeconds {
	hours += 1;
	return plus(NOW, hours * 3600);
}

const accounts = (count: number) =>
	Array.from({ length: count }, (_, index) => `0x${String(index).padStart(40, '0')}` as Account);

const succeeds = (act: Promise<unknown>) =>
	act.then(
		() => true,
		() => false,
	);

test('newcomers at once, in any order: never more than may; those turned away leave no record', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 7 }), async (scheduler, count) => {
			const now = anotherHour();
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()));
			const wallets = new WalletStore(...halves(persistence));
			const come = (account: Account) => succeeds(admitNewcomer(account, settings, wallets, now));
			const races = Promise.all(accounts(count).map(come));
			await scheduler.waitFor(races);
			const admitted = (await races).filter(Boolean).length;
			expect(admitted).toBeLessThanOrEqual(MOST);
			if (count <= MOST) expect(admitted).toBe(count);
			expect(persistence.records).toHaveLength(admitted);
		}),
		{ numRuns: 300 },
	);
});

test('when the hour is full, who came before comes again, a stranger does not, and nobody reads all of them', async () => {
	const now = anotherHour();
	const persistence = new RacyPersistence();
	const wallets = new WalletStore(...halves(persistence));
	const [stranger, ...known] = accounts(MOST + 1).reverse() as [Account, ...Account[]];
	for (const account of known) await admitNewcomer(account, settings, wallets, now);
	const read = wallets.newcomersInHourOf.bind(wallets);
	let looks = 0;
	wallets.newcomersInHourOf = (moment) => {
		looks += 1;
		return read(moment);
	};
	for (const account of known) await assertMayComeNew(account, settings, wallets, now);
	for (let attempt = 0; attempt < 5; attempt += 1) {
		expect(await succeeds(assertMayComeNew(stranger, settings, wallets, now))).toBe(false);
	}
	expect(looks).toBe(0);
	expect(await succeeds(assertMayComeNew(stranger, settings, wallets, plus(now, 3600)))).toBe(true);
});

test('no limit: nobody is counted', async () => {
	const persistence = new RacyPersistence();
	const wallets = new WalletStore(...halves(persistence));
	const unlimited = parseSettings({ ...DEFAULTS, 'new-users-per-hour': 0 });
	for (const account of accounts(5)) await admitNewcomer(account, unlimited, wallets, anotherHour());
	expect(persistence.records).toEqual([]);
});
