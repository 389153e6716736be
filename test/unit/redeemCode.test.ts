import { privateToAddress } from '@ethereumjs/util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Account, parseAccount } from '../../lib/ethereum/account';
import type { Jti } from '../../lib/login/challenge';
import { openSession } from '../../lib/login/openSession';
import { type VerifiedChallenge, verifyChallenge } from '../../lib/login/verifyChallenge';
import { getReplayGuardEnd, makeSessionKey } from '../../lib/session/Session';
import { Sweeper } from '../../lib/store/Sweeper';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { contextOn, halves, RacyPersistence, storeOn } from './racyPersistence';
import { ACCOUNT, CLIENT, contextAt, freshChallenge, NOW, sign } from './signing';

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

test('racers whose reads are late: at most one succeeds', async () => {
	const answer = verifiedAnswer();
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), fc.infiniteStream(fc.nat(3)), async (scheduler, lags) => {
			const lag = () => lags.next().value ?? 0;
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()), lag);
			const attempt = () =>
				redeem(persistence, answer).then(
					() => true,
					() => false,
				);
			const races = Promise.all([attempt(), attempt(), attempt()]);
			await scheduler.waitFor(races);
			expect((await races).filter(Boolean).length).toBeLessThanOrEqual(1);
		}),
		{ numRuns: 300 },
	);
});

const OTHER_KEY = Buffer.from('11'.repeat(32), 'hex');
const OTHER_ACCOUNT = parseAccount(`0x${privateToAddress(OTHER_KEY).toString('hex')}`) as Account;

test('two wallets that sign one challenge, racing, replaying and ending: none gives another its code back', async () => {
	const challenge = freshChallenge();
	const answers = [
		verifyChallenge(sign(challenge), contextAt(NOW)),
		verifyChallenge(sign(challenge, { privateKey: OTHER_KEY, account: OTHER_ACCOUNT }), contextAt(NOW)),
	] as const;
	const attempts = fc.array(
		fc.record({ who: fc.constantFrom(0 as const, 1 as const), what: fc.constantFrom('redeem', 'end') }),
		{ minLength: 2, maxLength: 6 },
	);
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), attempts, async (scheduler, all) => {
			const persistence = new RacyPersistence(() => scheduler.schedule(Promise.resolve()));
			const redeemed = [0, 0];
			const act = async ({ who, what }: (typeof all)[number]) => {
				const { account, challenge: of } = answers[who];
				if (what === 'redeem') {
					await redeem(persistence, answers[who]);
					redeemed[who] = (redeemed[who] ?? 0) + 1;
				} else {
					const session = { key: makeSessionKey(of.jti, account), jti: of.jti, account };
					await storeOn(persistence).end(session, getReplayGuardEnd(NOW));
				}
			};
			await scheduler.waitFor(Promise.allSettled(all.map(act)));
			// Afterwards each tries once more.
			await scheduler.waitFor(
				Promise.allSettled(answers.map((_, who) => act({ who: who as 0 | 1, what: 'redeem' }))),
			);
			for (const [who, { account }] of answers.entries()) {
				const mine = all.filter((attempt) => attempt.who === who);
				const tries = mine.filter(({ what }) => what === 'redeem').length + 1;
				const alive = persistence.sessions().filter((session) => session.account === account);
				expect(redeemed[who]).toBeLessThanOrEqual(1);
				// What the other wallet does changes nothing: one who is alone gets and keeps a session.
				expect(alive).toHaveLength(tries === 1 && mine.length === 0 ? 1 : 0);
			}
		}),
		{ numRuns: 300 },
	);
});

test('an account that logs in often keeps no more than its live sessions and what guards its last codes', async () => {
	const persistence = new RacyPersistence();
	const { challenge, ...answer } = verifiedAnswer();
	for (let login = 0; login < 60; login += 1) {
		const another = { ...answer, challenge: { ...challenge, jti: `challenge-${login}` as Jti } };
		await redeem(persistence, another, addSeconds(NOW, login * 60));
	}
	// A session of Rocket.Chat's client lasts five minutes, and its code is guarded for six.
	expect(persistence.records.length).toBeLessThanOrEqual(9);
	expect(persistence.readsOf(`wallet:${ACCOUNT}`)).toBe(60);
});

test('a code stays used up when its session has expired and was removed, for as long as its challenge lives', async () => {
	const persistence = new RacyPersistence();
	const { challenge, ...answer } = verifiedAnswer();
	const first = { ...answer, challenge };
	await redeem(persistence, first);
	for (const second of [100, 200, 290]) {
		const now = addSeconds(NOW, second);
		const another = { ...answer, challenge: { ...challenge, jti: `challenge-${second}` as Jti } };
		await redeem(persistence, another, now);
		await new Sweeper(...halves(persistence)).sweep(addSeconds(now, 60), {
			hasTime: () => true,
			onExpired: async () => undefined,
		});
	}
	await expect(redeem(persistence, first, addSeconds(NOW, 299))).rejects.toThrow(/used before/);
});

test('a session that could not be admitted is taken back, and its code may come again', async () => {
	const persistence = new RacyPersistence();
	const answer = verifiedAnswer();
	const context = contextOn(persistence, NOW);
	await context.stores.wallets.block(ACCOUNT, undefined, NOW);
	const before = [...persistence.records];
	await expect(openSession(answer, CLIENT, context)).rejects.toThrow(/blocked/);
	expect(persistence.records).toEqual(before);
	await context.stores.wallets.unblock(ACCOUNT);
	await openSession(answer, CLIENT, context);
	await expect(openSession(answer, CLIENT, context)).rejects.toThrow(/used before/);
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
