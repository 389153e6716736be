import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSession } from '../../lib/login/openSession';
import { type VerifiedChallenge, verifyChallenge } from '../../lib/login/verifyChallenge';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { contextOn, RacyPersistence } from './racyPersistence';
import { CLIENT, contextAt, freshChallenge, NOW, sign } from './signing';

function verifiedAnswer(now = NOW): VerifiedChallenge {
	return verifyChallenge(sign(freshChallenge({}, now), { timestamp: now }), contextAt(now));
}

/** As a process does that has seen nothing of it yet. */
async function redeem(persistence: RacyPersistence, verified: VerifiedChallenge, now = NOW) {
	return (await openSession(verified, CLIENT, contextOn(persistence, now))).tokens;
}

test('a code is redeemed once, and its replay ends what it had opened', async () => {
	const persistence = new RacyPersistence();
	const answer = verifiedAnswer();
	await redeem(persistence, answer);
	expect(persistence.sessions()).toHaveLength(1);
	await expect(redeem(persistence, answer)).rejects.toThrow(/used before/);
	expect(persistence.sessions()).toHaveLength(0);
	await expect(redeem(persistence, answer)).rejects.toThrow(/used before/);
	expect(persistence.sessions()).toHaveLength(0);
});

test('racers in any order: at most one succeeds, and then nobody else has tried', async () => {
	const answer = verifiedAnswer();
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, racers) => {
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()));
			const attempt = () =>
				redeem(persistence, answer).then(
					() => true,
					() => false,
				);
			const races = Promise.all(Array.from({ length: racers }, attempt));
			await scheduler.waitFor(races);
			expect((await races).filter(Boolean).length).toBeLessThanOrEqual(1);
			// All have been here by now: the code was replayed, so nothing it gave out may live.
			expect(persistence.sessions()).toHaveLength(0);
			const late = attempt();
			await scheduler.waitFor(late);
			expect(await late).toBe(false);
		}),
		{ numRuns: 300 },
	);
});

test('an eleventh session of an account with a client ends the oldest, whose code stays spent', async () => {
	const persistence = new RacyPersistence();
	const first = verifiedAnswer();
	await redeem(persistence, first);
	for (let second = 1; second <= 10; second += 1) {
		const now = addSeconds(NOW, second);
		await redeem(persistence, verifiedAnswer(now), now);
	}
	const left = persistence.sessions();
	expect(left).toHaveLength(10);
	expect(left.map(({ issuedAt }) => issuedAt)).not.toContain(NOW);
	await expect(redeem(persistence, first, addSeconds(NOW, 11))).rejects.toThrow(/used before/);
});

test('neither the access token nor the code is kept', async () => {
	const persistence = new RacyPersistence();
	const answer = verifiedAnswer();
	const { accessToken } = await redeem(persistence, answer);
	const kept = JSON.stringify(persistence.records);
	expect(kept).not.toContain(accessToken);
	expect(kept).not.toMatch(/0x[0-9a-f]{130}/);
});
