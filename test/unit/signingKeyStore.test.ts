import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Caches } from '../../lib/cache/Caches';
import {
	findCurrentKeys,
	ID_TOKEN_LIFETIME_SECONDS,
	type SigningKeys,
	toPublicKeySet,
} from '../../lib/keys/signingKeys';
import type { SigningAlgorithm } from '../../lib/oauth/Client';
import { SigningKeyStore } from '../../lib/store/SigningKeyStore';
import { addSeconds, type UnixSeconds } from '../../lib/time/UnixSeconds';
import { halves, RacyPersistence } from './racyPersistence';
import { NOW } from './signing';

let made = 0;

/** Real ones take a second each, and it does not matter here what they are made of. */
async function makeKeys(): Promise<SigningKeys> {
	made += 1;
	const key = (alg: SigningAlgorithm) => ({ kty: 'EC', kid: `${alg} ${made}`, alg, d: 'private' });
	return { ES256: key('ES256'), RS256: key('RS256') };
}

/** How long an instance may go on with what it has read, and a client with the keys it has fetched. */
const AHEAD = 300;
const MINUTE = 60;

/** A process of its own: it remembers nothing that another has read. */
function instance(persistence: RacyPersistence) {
	const store = new SigningKeyStore(new Caches().signingKeys, makeKeys);
	const [reader, writer] = halves(persistence);
	return {
		read: (now: UnixSeconds) => store.read(reader, now),
		tend: (now: UnixSeconds) => store.maintain(reader, writer, now),
		rotate: (now: UnixSeconds) => store.rotate(reader, writer, now),
		signer: async (now: UnixSeconds) => findCurrentKeys(await store.read(reader, now), now)?.id,
		published: async (now: UnixSeconds) =>
			toPublicKeySet(await store.read(reader, now)).keys.map(({ kid }) => kid),
	};
}

test('instances that make keys at once, in any order, end with one set that signs', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), async (scheduler) => {
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()));
			const instances = [instance(persistence), instance(persistence), instance(persistence)];
			const racing = Promise.all(instances.map((each) => each.tend(NOW)));
			await scheduler.waitFor(racing);
			const still = new RacyPersistence();
			still.records.push(...persistence.records);
			const otherWayRound = new RacyPersistence();
			otherWayRound.records.push(...[...still.records].reverse());
			const later = addSeconds(NOW, MINUTE);
			const signers = await Promise.all([still, otherWayRound].map((each) => instance(each).signer(later)));
			expect(new Set(signers).size).toBe(1);
			expect(signers[0]).toBeDefined();
			// Keys that lost the race may have signed something: they go when that has expired.
			const end = addSeconds(NOW, AHEAD + ID_TOKEN_LIFETIME_SECONDS + AHEAD);
			await instance(still).tend(addSeconds(end, -1));
			expect(still.records).toHaveLength(persistence.records.length);
			await instance(still).tend(end);
			expect(still.records.map(({ data }) => (data as { id: string }).id)).toEqual([signers[0]]);
		}),
		{ numRuns: 200 },
	);
});

test('the first keys sign at once, and are made once', async () => {
	const persistence = new RacyPersistence();
	await instance(persistence).tend(NOW);
	await instance(persistence).tend(addSeconds(NOW, MINUTE));
	expect(persistence.records).toHaveLength(1);
	expect(await instance(persistence).signer(NOW)).toBeDefined();
});

test('rotated keys are published before they sign, long enough for every instance and client to know them', async () => {
	const persistence = new RacyPersistence();
	const [one, other] = [instance(persistence), instance(persistence)];
	await one.tend(NOW);
	const start = addSeconds(NOW, 1000);
	const old = await other.signer(start);
	await one.rotate(start);
	expect(await one.published(start)).toHaveLength(4);
	// The other has read a moment ago, and finds out within a minute.
	expect(await other.published(addSeconds(start, MINUTE))).toHaveLength(4);
	expect(await one.signer(addSeconds(start, AHEAD - 1))).toBe(old);
	const now = addSeconds(start, AHEAD);
	const signer = await one.signer(now);
	expect(signer).not.toBe(old);
	expect(await other.signer(now)).toBe(signer);
});

test('old keys are removed only when whatever they have signed has expired', async () => {
	const persistence = new RacyPersistence();
	const keys = instance(persistence);
	await keys.tend(NOW);
	const start = addSeconds(NOW, 1000);
	await keys.rotate(start);
	const lastSigned = addSeconds(start, AHEAD - 1);
	const [old] = await keys.published(start);
	await keys.tend(addSeconds(lastSigned, ID_TOKEN_LIFETIME_SECONDS));
	expect(await instance(persistence).published(addSeconds(lastSigned, ID_TOKEN_LIFETIME_SECONDS))).toContain(
		old,
	);
	const end = addSeconds(start, AHEAD + ID_TOKEN_LIFETIME_SECONDS + AHEAD);
	await keys.tend(end);
	expect(await instance(persistence).published(end)).not.toContain(old);
	expect(persistence.records).toHaveLength(1);
});

test('two rotations at once end with one set that signs; one within the wait of another loses none', async () => {
	const persistence = new RacyPersistence();
	const [one, other] = [instance(persistence), instance(persistence)];
	await one.tend(NOW);
	const start = addSeconds(NOW, 1000);
	await Promise.all([one.rotate(start), other.rotate(start)]);
	await one.rotate(addSeconds(start, MINUTE));
	await one.tend(addSeconds(start, 2 * MINUTE));
	expect(persistence.records).toHaveLength(4);
	const now = addSeconds(start, MINUTE + AHEAD);
	expect(await instance(persistence).signer(now)).toBe(await instance(persistence).signer(now));
	const newest = persistence.records.at(-1)?.data as { id: string };
	expect(await instance(persistence).signer(now)).toBe(newest.id);
});
