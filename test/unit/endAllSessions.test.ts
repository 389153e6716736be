import type { IHttp, IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { afterEach, expect, test, vi } from 'vitest';
import { sessionOfNobody } from '../../bench/plantSessions';
import type { UserId } from '../../lib/identity/User';
import type { AppsOAuthClient } from '../../lib/link/appsOAuth/AppsOAuthClient';
import type { EndAllProgress } from '../../lib/link/endAllSessions';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { makeEndAllSessionsProcessor } from '../../processors/endAllSessions';
import { halves, RacyPersistence, storeOn } from './racyPersistence';
import { NOW } from './signing';

const LIFETIMES = { accessTokenSeconds: 3600, sessionSeconds: 604_800, isRenewable: true };

afterEach(() => {
	vi.useRealTimers();
});

test('what one run has no time for, the next ones do; nothing is left, and what came later stays', async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: NOW * 1000 });
	// Each call of the store takes its time.
	const persistence = new RacyPersistence(async () => vi.setSystemTime(Date.now() + 50));
	for (const issuedAt of [...Array(300).fill(NOW), addSeconds(NOW, 1)]) {
		await storeOn(persistence).create(
			sessionOfNobody({ clientId: 'wiki', issuedAt, lifetimes: LIFETIMES }).session,
		);
	}
	const [reader, writer] = halves(persistence);
	const scheduled: EndAllProgress[] = [{ userId: 'boss' as UserId, until: NOW, shard: 0, ended: 0 }];
	const modify = {
		getScheduler: () => ({
			scheduleOnce: async ({ data }: { data: EndAllProgress }) => scheduled.push(data),
		}),
	} as unknown as IModify;
	const told: unknown[] = [];
	const read = {
		getPersistenceReader: () => reader,
		getUserReader: () => ({
			getById: async (id: string) => ({ id, username: id, settings: { preferences: { language: 'en' } } }),
			getAppUser: async () => void told.push(scheduled.at(-1)),
		}),
	} as unknown as IRead;
	const { processor } = makeEndAllSessionsProcessor({} as AppsOAuthClient);

	for (let run = 0; run < scheduled.length; run += 1) {
		const began = Date.now();
		await processor({ ...scheduled[run] }, read, modify, {} as IHttp, writer);
		expect(Date.now() - began).toBeLessThan(30_000);
	}

	expect(scheduled.length).toBeGreaterThan(2);
	expect(scheduled.map(({ shard }) => shard)).toEqual(
		scheduled.map(({ shard }) => shard).sort((a, b) => a - b),
	);
	expect(told).toHaveLength(1);
	expect(persistence.sessions().map(({ issuedAt }) => issuedAt)).toEqual([addSeconds(NOW, 1)]);
});
