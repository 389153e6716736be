import { expect, test } from 'vitest';
import { sessionOfNobody } from '../../bench/plantSessions';
import { reissueSession } from '../../lib/session/issueTokens';
import { surveySessions } from '../../lib/session/surveySessions';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { RacyPersistence, storeOn } from './racyPersistence';
import { contextAt, NOW } from './signing';

const WEEK = { accessTokenSeconds: 3600, sessionSeconds: 604_800, isRenewable: true };
const ROCKET_CHAT = { accessTokenSeconds: 300, sessionSeconds: 300, isRenewable: false };

async function plant(persistence: RacyPersistence, count: number, lifetimes = WEEK): Promise<void> {
	for (let planted = 0; planted < count; planted += 1) {
		const { session } = sessionOfNobody({ clientId: 'wiki', issuedAt: NOW, lifetimes });
		await storeOn(persistence).create(session);
	}
}

test('as long as there are few, all are read and counted', async () => {
	const persistence = new RacyPersistence();
	await plant(persistence, 100);
	const { sessions, count, isExact } = await surveySessions(storeOn(persistence), NOW);
	expect([sessions.length, count, isExact]).toEqual([100, 100, true]);
});

test('of many, some are read, and tell how many there are in all', async () => {
	const persistence = new RacyPersistence();
	await plant(persistence, 4000);
	const { sessions, count, isExact } = await surveySessions(storeOn(persistence), NOW);
	expect(isExact).toBe(false);
	expect(sessions.length).toBeLessThan(1000);
	// Five standard deviations of a sample of 500.
	expect(Math.abs(count - 4000)).toBeLessThan(4000 * (5 / Math.sqrt(500)));
});

test("Rocket.Chat's own, and what has expired or ended, does not count; a renewed session counts once", async () => {
	const persistence = new RacyPersistence();
	await plant(persistence, 20, ROCKET_CHAT);
	await plant(persistence, 3, { ...WEEK, sessionSeconds: 3600 });
	const store = storeOn(persistence);
	const { session } = sessionOfNobody({ clientId: 'wiki', issuedAt: NOW, lifetimes: WEEK });
	await store.create(session);
	const late = addSeconds(NOW, WEEK.sessionSeconds - 60);
	const renewed = reissueSession(session, WEEK, contextAt(late)).session;
	await store.create(renewed, session.refreshHash ? { renews: session.refreshHash } : {});
	expect((await surveySessions(store, NOW)).count).toBe(4);
	expect((await surveySessions(store, late)).sessions).toEqual([expect.objectContaining(renewed)]);
	await store.end(session, addSeconds(late, 1));
	expect((await surveySessions(store, late)).count).toBe(0);
});
