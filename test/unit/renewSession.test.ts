import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../lib/keys/digest';
import { openSession } from '../../lib/login/openSession';
import { type VerifiedChallenge, verifyChallenge } from '../../lib/login/verifyChallenge';
import type { Client } from '../../lib/oauth/Client';
import { findToken } from '../../lib/session/findToken';
import type { IssuedTokens, RefreshToken } from '../../lib/session/issueTokens';
import { findRenewableSession, renewSession } from '../../lib/session/renewSession';
import { getReplayGuardEnd } from '../../lib/session/Session';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { contextOn, RacyPersistence, storeOn } from './racyPersistence';
import { CLIENT, contextAt, freshChallenge, NOW, sign } from './signing';

const LIFETIMES = { accessTokenSeconds: 3600, sessionSeconds: 604_800, isRenewable: true };
/** Whose sessions can be renewed. */
const WALLET_CLIENT = { ...CLIENT, kind: 'wallet' } as const;
const ANOTHER_SECRET = { method: 'secret', secretHash: sha256('another') } as const;

function verifiedAnswer(): VerifiedChallenge {
	return verifyChallenge(sign(freshChallenge()), contextAt(NOW));
}

/** One answer for all: signing takes long. */
const ANSWER = verifiedAnswer();

async function open(persistence: RacyPersistence, answer = ANSWER): Promise<IssuedTokens> {
	return (await openSession(answer, WALLET_CLIENT, contextOn(persistence, NOW))).tokens;
}

async function renew(
	persistence: RacyPersistence,
	refreshToken: RefreshToken | undefined,
	{ client = WALLET_CLIENT as Client, now = NOW } = {},
): Promise<IssuedTokens> {
	const context = contextOn(persistence, now);
	const session = await findRenewableSession(refreshToken ?? '', client, context);
	return renewSession(session, LIFETIMES, context);
}

test('a session is renewed again and again, each time with new tokens and the same end', async () => {
	const persistence = new RacyPersistence();
	const opened = await open(persistence);
	let last = opened;
	for (const day of [1, 2, 6]) {
		const now = addSeconds(NOW, day * 86_400);
		const renewed = await renew(persistence, last.refreshToken, { now });
		expect(await findToken(last.accessToken, contextOn(persistence, now))).toBeUndefined();
		expect(await findToken(renewed.accessToken, contextOn(persistence, now))).toMatchObject({
			type: 'access',
		});
		expect(persistence.sessions()).toEqual([expect.objectContaining({ id: renewed.session.id })]);
		expect(renewed.session.expiresAt).toBe(opened.session.expiresAt);
		expect(renewed.session.jti).toBe(opened.session.jti);
		last = renewed;
	}
	const atTheEnd = addSeconds(NOW, 7 * 86_400 - 10);
	const { session } = await renew(persistence, last.refreshToken, { now: atTheEnd });
	expect(session.accessExpiresAt).toBe(session.expiresAt);
});

test('a refresh token that was used before ends its session, however long ago that was', async () => {
	const persistence = new RacyPersistence();
	const first = await open(persistence);
	const second = await renew(persistence, first.refreshToken);
	const third = await renew(persistence, second.refreshToken);
	const late = { now: addSeconds(NOW, 604_000) };
	await expect(renew(persistence, first.refreshToken, late)).rejects.toThrow(/used before/);
	expect(persistence.sessions()).toEqual([]);
	await expect(renew(persistence, third.refreshToken, late)).rejects.toThrow(/unknown/);
});

test.each([
	['of another client', { client: { ...WALLET_CLIENT, id: 'another' } }],
	['of a client with another secret', { client: { ...WALLET_CLIENT, authentication: ANOTHER_SECRET } }],
	['of a client of another kind', { client: CLIENT as Client }],
	['of a session that has expired', { now: addSeconds(NOW, 604_800) }],
])('a refresh token %s is refused, and nothing changes', async (_what, terms) => {
	const persistence = new RacyPersistence();
	const { refreshToken } = await open(persistence);
	const before = [...persistence.records];
	await expect(renew(persistence, refreshToken, terms)).rejects.toThrow(/unknown or has expired/);
	expect(persistence.records).toEqual(before);
	await renew(persistence, refreshToken);
});

test('neither an access token nor a code nor nothing is a refresh token', async () => {
	const persistence = new RacyPersistence();
	const { accessToken } = await open(persistence);
	for (const token of [accessToken, '', 'unknown']) {
		await expect(renew(persistence, token as RefreshToken)).rejects.toThrow(/unknown/);
	}
	expect(persistence.sessions()).toHaveLength(1);
});

/** What somebody with a session may do at any moment; gives whether it gave out tokens. */
const ATTEMPTS = {
	renew: (persistence: RacyPersistence, { refreshToken }: IssuedTokens) => renew(persistence, refreshToken),
	redeem: (persistence: RacyPersistence) => open(persistence),
	revoke: async (persistence: RacyPersistence, { session }: IssuedTokens) => {
		await storeOn(persistence).end(session, getReplayGuardEnd(NOW));
		throw new Error('revoked');
	},
};

type Attempt = keyof typeof ATTEMPTS;

/** Lets attempts on one session race, in an order of all store calls that the scheduler chooses. */
async function race(scheduler: fc.Scheduler, attempts: readonly Attempt[]) {
	let racing = false;
	const persistence = new RacyPersistence(async () => {
		if (racing) {
			await scheduler.schedule(Promise.resolve());
		}
	});
	const opened = await open(persistence);
	racing = true;
	const all = Promise.allSettled(attempts.map((attempt) => ATTEMPTS[attempt](persistence, opened)));
	await scheduler.waitFor(all);
	racing = false;
	const outcomes = await all;
	const given = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
	return { persistence, opened, given };
}

test('racers in any order: at most one succeeds, and then nothing lives', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, racers) => {
			const { persistence, given } = await race(scheduler, Array(racers).fill('renew'));
			expect(given.length).toBeLessThanOrEqual(1);
			expect(persistence.sessions()).toEqual([]);
		}),
		{ numRuns: 300 },
	);
});

test('one who was held up while another has renewed twice gets nothing, and nothing lives', async () => {
	const persistence = new RacyPersistence();
	const context = contextOn(persistence, NOW);
	const { refreshToken } = await open(persistence);
	const heldUp = await findRenewableSession(refreshToken ?? '', WALLET_CLIENT, context);
	const { refreshToken: next } = await renew(persistence, refreshToken);
	const { refreshToken: last } = await renew(persistence, next);
	await expect(renewSession(heldUp, LIFETIMES, context)).rejects.toThrow(/used before/);
	expect(persistence.sessions()).toEqual([]);
	await expect(renew(persistence, last)).rejects.toThrow(/unknown/);
});

test('a used refresh token that comes again and again leaves one mark', async () => {
	const persistence = new RacyPersistence();
	const { refreshToken } = await open(persistence);
	await renew(persistence, refreshToken);
	await expect(renew(persistence, refreshToken)).rejects.toThrow(/used before/);
	const after = persistence.records.length;
	for (let again = 0; again < 20; again += 1) {
		await expect(renew(persistence, refreshToken)).rejects.toThrow(/used before/);
	}
	expect(persistence.records).toHaveLength(after);
});

test.each<[string, Attempt[]]>([
	['the code comes again', ['redeem']],
	['the session is revoked', ['revoke']],
	['both', ['redeem', 'revoke']],
])('%s while it is renewed, in any order: nothing lives', async (_what, others) => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), async (scheduler) => {
			const { persistence, opened, given } = await race(scheduler, ['renew', ...others]);
			expect(persistence.sessions()).toEqual([]);
			for (const { refreshToken } of [opened, ...given]) {
				await expect(renew(persistence, refreshToken)).rejects.toThrow(/unknown|used before/);
			}
			await expect(open(persistence)).rejects.toThrow(/used before/);
			expect(persistence.sessions()).toEqual([]);
		}),
		{ numRuns: 200 },
	);
});
