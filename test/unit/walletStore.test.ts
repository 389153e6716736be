import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UserId } from '../../lib/identity/User';
import { WalletStore } from '../../lib/store/WalletStore';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { halves, RacyPersistence } from './racyPersistence';
import { ACCOUNT, NOW } from './signing';

const user = (id: string) => id as UserId;
const storeOf = (persistence: RacyPersistence) => new WalletStore(...halves(persistence));

test('a block counts before a link, a link before the user that the wallet created', async () => {
	const wallets = storeOf(new RacyPersistence());
	expect(await wallets.findOwner(ACCOUNT)).toBeUndefined();
	await wallets.recordCreated(ACCOUNT, user('own'), NOW);
	expect(await wallets.findOwner(ACCOUNT)).toMatchObject({ kind: 'created', userId: 'own' });
	expect((await wallets.link(ACCOUNT, user('alice'), NOW)).isLinked).toBe(true);
	expect(await wallets.findOwner(ACCOUNT)).toMatchObject({ kind: 'linked', userId: 'alice' });
	await wallets.unlink(ACCOUNT);
	expect(await wallets.findOwner(ACCOUNT)).toMatchObject({ kind: 'created', userId: 'own' });
	await wallets.block(ACCOUNT, user('own'), NOW);
	expect(await wallets.findOwner(ACCOUNT)).toMatchObject({ kind: 'blocked' });
});

test('the oldest record of a kind counts: nobody comes second and takes over', async () => {
	const wallets = storeOf(new RacyPersistence());
	await wallets.recordCreated(ACCOUNT, user('later'), addSeconds(NOW, 5));
	await wallets.recordCreated(ACCOUNT, user('first'), NOW);
	expect(await wallets.findOwner(ACCOUNT)).toMatchObject({ userId: 'first' });
});

test('a wallet that is linked stays whose it is; linking it again changes nothing', async () => {
	const persistence = new RacyPersistence();
	const wallets = storeOf(persistence);
	expect((await wallets.link(ACCOUNT, user('alice'), NOW)).isLinked).toBe(true);
	expect((await wallets.link(ACCOUNT, user('alice'), NOW)).isLinked).toBe(true);
	expect((await wallets.link(ACCOUNT, user('bob'), NOW)).isLinked).toBe(false);
	expect(persistence.records).toHaveLength(1);
});

test('an attempt that is taken back leaves the link that another has made', async () => {
	const persistence = new RacyPersistence();
	const wallets = storeOf(persistence);
	const { attempt: first } = await wallets.link(ACCOUNT, user('alice'), NOW);
	const { attempt: second } = await wallets.link(ACCOUNT, user('alice'), NOW);
	expect(second).toBeUndefined();
	await wallets.unlinkAttempt(first ?? '');
	expect(persistence.records).toEqual([]);
	await wallets.link(ACCOUNT, user('bob'), NOW);
	await wallets.unlinkAttempt(first ?? '');
	expect(await wallets.findOwner(ACCOUNT)).toMatchObject({ kind: 'linked', userId: 'bob' });
});

test('users who link one wallet at once, in any order: at most one has it, and knows', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), async (scheduler) => {
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()));
			const wallets = storeOf(persistence);
			const users = ['alice', 'bob', 'carol'].map(user);
			const races = Promise.all(users.map(async (id) => (await wallets.link(ACCOUNT, id, NOW)).isLinked));
			await scheduler.waitFor(races);
			const results = await races;
			const linked = new Set(persistence.records.map(({ data }) => (data as { userId: string }).userId));
			expect(results.filter(Boolean).length).toBeLessThanOrEqual(1);
			expect([...linked]).toEqual(users.filter((_user, index) => results[index]));
		}),
		{ numRuns: 200 },
	);
});

test('users who link one wallet at once while reads are late: at most one has it, and knows', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), fc.infiniteStream(fc.nat(3)), async (scheduler, lags) => {
			const lag = () => lags.next().value ?? 0;
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()), lag);
			const wallets = storeOf(persistence);
			const users = ['alice', 'bob'].map(user);
			const races = Promise.all(users.map(async (id) => (await wallets.link(ACCOUNT, id, NOW)).isLinked));
			await scheduler.waitFor(races);
			const results = await races;
			const linked = new Set(persistence.records.map(({ data }) => (data as { userId: string }).userId));
			expect(results.filter(Boolean).length).toBeLessThanOrEqual(1);
			expect([...linked]).toEqual(users.filter((_user, index) => results[index]));
		}),
		{ numRuns: 300 },
	);
});
