import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { processOf } from '../../bench/appRuntime';
import { KeepAliveClient } from '../../bench/keepAliveClient';
import { appLogin } from '../../bench/load/logins';
import { loadWallets } from '../../bench/load/wallets';
import { plantUsers } from '../../bench/plantUsers';
import type { Account } from '../../lib/ethereum/account';
import { timeFor, times } from '../counts';
import { jobsByHand } from '../engine/jobs';
import { APP_ID, CLIENT_ID, CLIENT_SECRET } from '../engine/site';
import { siteForTests } from '../engine/siteForTests';

/** `npm test` shows that it works; growth shows over the nightly's number. */
const LOGINS = times(1) === 1 ? 500 : 50_000;
const BATCHES = 20;
const AT_ONCE = 16;
const MEGABYTE = 2 ** 20;

/**
 * Bytes that the engine's shell never frees, for each login: it listens once for the answer to each call of an app,
 * under a name of its own, and Deno's EventTarget keeps every name it has heard, some 120 bytes each.
 */
const OF_ENGINE = 2000;

/** Bytes by which a process of this size moves up and down by itself: seen were 35 MB within 500 logins. */
const OF_ITSELF = 60 * MEGABYTE;

const on = siteForTests();
jobsByHand(on);
const wallets = loadWallets(500);

beforeAll(async () => {
	await plantUsers(
		on.site.workspace,
		APP_ID,
		wallets.map(({ account }) => account as Account),
	);
});

/** Bytes that the app's process holds. */
async function memory(): Promise<number> {
	const app = on.site.workspace.apps.manager.getOneById(APP_ID);
	const status = await readFile(`/proc/${processOf(app).pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

test(
	'one login after another, sixteen at once: none fails, the store stays as it is, the app as big as it may',
	async () => {
		const client = new KeepAliveClient();
		const registration = {
			issuer: on.site.issuer,
			redirectUri: on.provider.redirectUri,
			clientId: CLIENT_ID,
			clientSecret: CLIENT_SECRET,
		};
		const logIn = appLogin(registration, client);
		let next = 0;
		const logInTimes = async (count: number) => {
			for (let login = 0; login < count; login += 1) {
				next += 1;
				await logIn(wallets[next % wallets.length] as (typeof wallets)[number]);
			}
		};
		const held: number[] = [];
		const kept: number[] = [];
		for (let batch = 0; batch < BATCHES; batch += 1) {
			const each = Math.ceil(LOGINS / BATCHES / AT_ONCE);
			await Promise.all(Array.from({ length: AT_ONCE }, () => logInTimes(each)));
			on.site.workspace.clock.advance(2 * 3_600_000);
			await on.site.workspace.jobs.runDue();
			client.disconnect();
			held.push(await memory());
			kept.push(await on.site.workspace.persistence.count(APP_ID));
		}
		console.log(`megabytes after each batch: ${held.map((bytes) => Math.round(bytes / MEGABYTE)).join(' ')}`);
		expect(Math.max(...kept.slice(1))).toBeLessThanOrEqual((kept[0] ?? 0) + 2);
		// It has grown to its size by the middle; what the engine's shell keeps is all that it may grow by.
		const middle = Math.max(...held.slice(BATCHES / 4, BATCHES / 2));
		const end = Math.min(...held.slice(-BATCHES / 4));
		expect(end - middle).toBeLessThan(OF_ITSELF + (LOGINS / 2) * OF_ENGINE);
	},
	timeFor(60),
);
