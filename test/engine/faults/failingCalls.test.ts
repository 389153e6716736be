import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { jobsByHand } from '../jobs';
import { trust } from '../openid/trustedClients';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { anchor, assertKind, assertRecovered } from './aftermath';
import { CallFaults, FAILS } from './CallFaults';
import { KINDS, type Kind } from './kinds';

const on = siteForTests();
jobsByHand(on);
let faults: CallFaults;
let linked: Awaited<ReturnType<typeof anchor>>;

beforeAll(async () => {
	await trust(on);
	await on.site.setting('new-users-per-hour', 1_000_000);
	linked = await anchor(on);
	faults = new CallFaults(on.site.workspace.apps.manager.getOneById(APP_ID));
	// The workspace says what its apps' jobs throw.
	vi.spyOn(console, 'error').mockReturnValue();
});

afterAll(() => {
	vi.restoreAllMocks();
});

/** More calls than anything makes. */
const MOST_CALLS = 60;

test.each(Object.keys(KINDS))("%s: whichever of the app's calls fails, and when all do", async (name) => {
	const kind = KINDS[name] as Kind;
	const failing = async (fails: (nth: number) => boolean, isOrderly: boolean) => {
		const prepared = await kind(on);
		let seen: Awaited<ReturnType<typeof prepared.act>> = '';
		const hasFailed = await faults.during(
			({ nth }) => (fails(nth) ? FAILS : undefined),
			async () => {
				seen = await prepared.act();
			},
		);
		assertKind(seen);
		// Without a fault it has to work, or nothing is said about faults.
		if (!hasFailed) {
			expect([seen, prepared.worked(seen)]).toEqual([seen, true]);
		}
		await assertRecovered(on, kind, prepared, seen, isOrderly);
		return hasFailed;
	};
	let failed = 0;
	while (failed < MOST_CALLS && (await failing((nth) => nth === failed + 1, true))) {
		failed += 1;
	}
	expect(failed).toBeLessThan(MOST_CALLS);
	await failing(() => true, false);
	await linked.assertStillLinked();
});

test('what fails once a wallet is connected changes nothing of that, and is in the log', async () => {
	const prepared = await (KINDS['wallet-callback'] as Kind)(on);
	let seen: Awaited<ReturnType<typeof prepared.act>> = '';
	const isOfJob = ({ method }: { method: string }) => /schedule/i.test(method);
	const hasFailed = await faults.during(
		(call) => (isOfJob(call) ? FAILS : undefined),
		async () => {
			seen = await prepared.act();
		},
	);
	expect([hasFailed, prepared.worked(seen)]).toEqual([true, true]);
	const logs = JSON.stringify(await on.site.workspace.apps.logs(APP_ID));
	expect(logs).toContain('wallet-callback: linked, but the user was not told');
});
