import { beforeAll, expect, test } from 'vitest';
import { jobsByHand } from '../jobs';
import { trust } from '../openid/trustedClients';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { anchor, assertKind, assertRecovered } from './aftermath';
import { KINDS } from './kinds';

const HOUR = 3_600_000;

const on = siteForTests();
const jobs = jobsByHand(on);
let linked: Awaited<ReturnType<typeof anchor>>;

beforeAll(async () => {
	await trust(on);
	await on.site.setting('new-users-per-hour', 1_000_000);
	linked = await anchor(on);
});

const jump = (hours: number) => on.site.workspace.clock.jump(hours * HOUR);

test.each(
	Object.keys(KINDS).flatMap((name) => [
		[name, 'an hour ahead', 1] as const,
		[name, 'an hour back', -1] as const,
	]),
)('%s, when the clock jumps %s before it comes, and when it is mended', async (name, _where, hours) => {
	const kind = KINDS[name] as (typeof KINDS)[string];
	const prepared = await kind(on);
	jump(hours);
	const seen = await prepared.act();
	assertKind(seen);
	await assertRecovered(on, kind, prepared, seen);
	await jobs.runDue();
	jump(-hours);
	const next = await kind(on);
	const seenNext = await next.act();
	expect([seenNext, next.worked(seenNext)]).toEqual([seenNext, true]);
});

test('after all of that, who was connected is, and what has expired is swept', async () => {
	await linked.assertStillLinked();
	for (let hour = 0; hour < 8 * 24; hour += 24) {
		on.site.workspace.clock.advance(24 * HOUR);
		await jobs.runDue();
	}
	const left = (await on.site.workspace.persistence.all(APP_ID)) as { kind?: string }[];
	expect(left.filter(({ kind }) => kind === 'session' || kind === 'end' || kind === 'spent')).toEqual([]);
});
