import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { times } from '../../counts';
import { jobsByHand } from '../jobs';
import { trust } from '../openid/trustedClients';
import { APP_ID } from '../site';
import { siteForTests } from '../siteForTests';
import { anchor, assertKind, assertRecovered } from './aftermath';
import { KINDS, type Kind, type Prepared } from './kinds';
import { Rounds } from './Rounds';

/** So long, in milliseconds, does the engine wait for the app here; on a server, half a minute. */
const PATIENCE = 2500;

const on = siteForTests();
jobsByHand(on);
let rounds: Rounds;
let linked: Awaited<ReturnType<typeof anchor>>;

beforeAll(async () => {
	await trust(on);
	await on.site.setting('new-users-per-hour', 1_000_000);
	linked = await anchor(on);
	rounds = new Rounds(on.site.workspace.apps.manager.getOneById(APP_ID));
	// The engine, and the workspace, say of each request that it was not answered.
	vi.spyOn(console, 'error').mockReturnValue();
});

afterAll(() => {
	vi.restoreAllMocks();
});

/** What was seen of one of the kinds. */
interface Seen {
	readonly name: string;
	readonly kind: Kind;
	readonly prepared: Prepared;
	readonly seen: Awaited<ReturnType<Prepared['act']>>;
}

async function prepareAll() {
	const all: Omit<Seen, 'seen'>[] = [];
	for (const [name, kind] of Object.entries(KINDS)) {
		all.push({ name, kind, prepared: await kind(on) });
	}
	return all;
}

/** Every kind at once. */
function actAll(all: readonly Omit<Seen, 'seen'>[]): Promise<Seen[]> {
	return Promise.all(all.map(async (each) => ({ ...each, seen: await each.prepared.act() })));
}

/** What the engine itself answers when the app has not. */
function isOfEngine({ seen }: Seen): boolean {
	return typeof seen !== 'string' && seen.status === 500 && /timed out after \d+ms$/.test(seen.text);
}

async function assertAllRecovered(all: readonly Seen[]): Promise<void> {
	for (const each of all) {
		if (!isOfEngine(each)) {
			assertKind(each.seen);
		}
		await assertRecovered(on, each.kind, each.prepared, each.seen);
	}
	await linked.assertStillLinked();
}

/** What makes twelve calls and more one after another: at two seconds each, the engine's half a minute is soon over. */
const LONG = ['wallet-callback', '/wallet refresh', '/wallet revoke', '/wallet forget', '/wallet block'];

test('while every answer of the server takes two seconds, everything short works, slowly', async () => {
	const all = (await prepareAll()).filter(({ name }) => !LONG.includes(name));
	const seen = await rounds.answerLate(2000, () => actAll(all));
	expect(seen.filter((each) => !each.prepared.worked(each.seen)).map(({ name }) => name)).toEqual([]);
});

/** Between which of its calls a kind is interrupted; the nightly does what `npm test` samples. */
const [LATE, KILLED] =
	times(1) === 1
		? [
				[1, 3],
				[0, 2, 4],
			]
		: [upTo(9), upTo(9)];

test.each(LATE)('after round %i of calls the store answers when nobody waits any more', async (round) => {
	const all = await prepareAll();
	rounds.patience = PATIENCE;
	const late = () => sleep(PATIENCE + 200);
	const { result, waiting } = await rounds.interrupt(round, () => actAll(all), late);
	rounds.patience = 30_000;
	expect(waiting).toBeGreaterThan(0);
	await assertAllRecovered(result);
});

test.each(KILLED)("after round %i of calls the app's process is killed", async (round) => {
	const all = await prepareAll();
	const before = await restarts();
	rounds.patience = PATIENCE;
	const killed = async () => {
		process.kill(rounds.pid, 'SIGKILL');
		// What starts anew asks the server, too.
		rounds.answerAll();
		await expect.poll(restarts, { timeout: 20_000 }).toBeGreaterThan(before);
	};
	const { result, waiting } = await rounds.interrupt(round, () => actAll(all), killed);
	rounds.patience = 30_000;
	expect(waiting).toBeGreaterThan(0);
	await assertAllRecovered(result);
});

async function restarts(): Promise<number> {
	return (await on.site.logs()).split('Successfully restarted app subprocess').length;
}

function upTo(most: number): number[] {
	return Array.from({ length: most + 1 }, (_, index) => index);
}
