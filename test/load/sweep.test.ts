import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { waitsDuring } from '../../bench/longestWait';
import { plantSessions, sessionOfNobody } from '../../bench/plantSessions';
import { toUnixSeconds } from '../../lib/time/UnixSeconds';
import { jobsByHand } from '../engine/jobs';
import { APP_ID, CLIENT_ID } from '../engine/site';
import { siteForTests } from '../engine/siteForTests';
import { storedToken, storeToken } from '../engine/storedToken';
import { Typist } from '../engine/typist';
import { walletNamed } from '../engine/wallets';

/** In milliseconds: no request may wait longer for a sweep's sake. What it waits for a busy machine's sake is taken off. */
const LONGEST_WAIT = 500;
/** So many runs, of 15 seconds each, may a sweep take; on a machine that has nothing else to do it takes one. */
const FEW = 5;
const HOUR = 3600;
const DAY = 24 * HOUR;

const on = siteForTests();
const somebody = walletNamed('somebody');
const jobs = jobsByHand(on);

/** Sessions of Rocket.Chat's client that end in five minutes, or in one of so many hours from now. */
function* sessions(count: number, hours = 1) {
	const issuedAt = toUnixSeconds(on.site.workspace.clock.now());
	for (let index = 0; index < count; index += 1) {
		const sessionSeconds = 300 + (index % hours) * HOUR;
		const lifetimes = { accessTokenSeconds: 300, sessionSeconds, isRenewable: false };
		yield sessionOfNobody({ clientId: CLIENT_ID, issuedAt, lifetimes });
	}
}

async function sessionsKept(): Promise<number> {
	const records = (await on.site.workspace.persistence.all(APP_ID)) as { account?: string }[];
	return records.filter(({ account }) => account !== undefined && account !== somebody.account).length;
}

/** Runs the sweep until no more sessions than these are left, and meanwhile sends other requests all the time. */
async function sweepDownTo(left: number): Promise<{ runs: number; longestWait: number }> {
	const longest: number[] = [];
	const usual: number[] = [];
	while (longest.length <= FEW && (await sessionsKept()) > left) {
		jobs.wait(600);
		const token = await on.provider.accessToken(somebody);
		const requests = [
			async () => expect((await on.provider.userinfo(token)).status).toBe(200),
			async () => expect((await on.provider.request(on.provider.authorizeUrl())).status).toBe(200),
		];
		usual.push((await waitsDuring(requests, () => sleep(2000))).longest);
		longest.push((await waitsDuring(requests, jobs.runDue)).longest);
	}
	return { runs: longest.length, longestWait: Math.max(...longest) - Math.max(...usual) };
}

/** One call of the store; `afterCreate`: in this run something was created before it. */
interface StoreCall {
	readonly nth: number;
	readonly method: string;
	readonly afterCreate: boolean;
}

test.each<[string, (call: StoreCall) => boolean]>([
	...[1, 2, 3, 4, 5, 6, 7, 50, 150, 250].map((nth): [string, (call: StoreCall) => boolean] => [
		`call ${nth}`,
		(call) => call.nth === nth,
	]),
	['saying how far it got', ({ method }) => method === 'create'],
	['forgetting how far it had been', ({ method, afterCreate }) => afterCreate && method.startsWith('remove')],
])('a sweep that fails half-way, at %s, is finished by the next run', async (where, fails) => {
	// Its calls would be taken for the sweep's.
	await on.site.workspace.jobs.cancel(`keys_${APP_ID}`);
	jobs.wait(2 * HOUR);
	await jobs.runDue();
	const user = await Typist.register(on.site, `swept-${where.replaceAll(' ', '-')}`);
	const issuedAt = toUnixSeconds(on.site.workspace.clock.now());
	const lifetimes = { accessTokenSeconds: 60, sessionSeconds: 60, isRenewable: true };
	const ofUser = sessionOfNobody({ clientId: 'wallet', issuedAt, lifetimes, userId: user.id });
	await plantSessions(on.site.workspace, APP_ID, [...sessions(330), ofUser]);
	await storeToken(on.site, user.id, ofUser.accessToken);
	jobs.wait(2 * HOUR);

	vi.spyOn(console, 'error').mockReturnValueOnce();
	expect(await throwsOnce(fails, jobs.runDue)).toBe(true);
	jobs.wait(600);
	await jobs.runDue();
	expect(await sessionsKept()).toBe(0);
	expect(await storedToken(on.site, user.id)).toBeUndefined();
	expect(await user.directMessages()).toHaveLength(1);
});

/** Has the store throw once. @returns whether it did */
async function throwsOnce(fails: (call: StoreCall) => boolean, act: () => Promise<void>): Promise<boolean> {
	const { persistence } = on.site.workspace;
	const methods = ['create', 'readByAssociations', 'removeByAssociations'] as const;
	const calls: string[] = [];
	let hasThrown = false;
	const spies = methods.map((method) => {
		const original = persistence[method].bind(persistence) as (...parameters: unknown[]) => Promise<never>;
		return vi.spyOn(persistence, method).mockImplementation(async (...parameters: unknown[]) => {
			const afterCreate = calls.includes('create');
			calls.push(method);
			if (!hasThrown && fails({ nth: calls.length, method, afterCreate })) {
				hasThrown = true;
				throw new Error('the store is away');
			}
			return original(...parameters);
		});
	});
	await act();
	for (const spy of spies) {
		spy.mockRestore();
	}
	return hasThrown;
}

test('while 100,000 sessions of one hour are swept, nobody waits long, and what is alive stays', async () => {
	await plantSessions(on.site.workspace, APP_ID, sessions(100_000));
	jobs.wait(2 * HOUR);
	await plantSessions(on.site.workspace, APP_ID, sessions(1000, 7 * 24));
	const { runs, longestWait } = await sweepDownTo(1000);
	expect(runs).toBeLessThanOrEqual(FEW);
	expect(longestWait).toBeLessThan(LONGEST_WAIT);
	expect(await sessionsKept()).toBe(1000);
}, 180_000);

test('an app that was off for a month catches up in a few runs; nobody waits long meanwhile', async () => {
	const before = await sessionsKept();
	await plantSessions(on.site.workspace, APP_ID, sessions(4000, 7 * 24));
	await on.site.workspace.apps.disable(APP_ID);
	jobs.wait(30 * DAY);
	await on.site.workspace.jobs.runDue();
	expect(await sessionsKept()).toBe(before + 4000);
	await on.site.workspace.apps.enable(APP_ID);
	const { runs, longestWait } = await sweepDownTo(0);
	expect(runs).toBeLessThanOrEqual(FEW);
	expect(longestWait).toBeLessThan(LONGEST_WAIT);
	expect(await sessionsKept()).toBe(0);
}, 180_000);
