import type { Cluster } from 'rocketchat-app-workspace';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { times } from '../../counts';
import { trust } from '../openid/trustedClients';
import { Provider } from '../provider';
import { type Site, startClusterSite } from '../site';
import { anchor, assertRecovered } from './aftermath';
import { KINDS } from './kinds';

/** What writes to the store, and so can leave something half done. */
const WRITING = [
	'token for a code',
	"token for a newcomer's code",
	'token for a refresh token',
	'revoke',
	'wallet-callback',
	'/wallet refresh',
	'/wallet forget',
	'/wallet block',
];

/** More writes than anything makes. */
const MOST_WRITES = 20;

let site: Site<Cluster>;
let linked: Awaited<ReturnType<typeof anchor>>;
let on: { readonly site: Site<Cluster>; readonly provider: Provider };

beforeAll(async () => {
	site = await startClusterSite(1);
	on = { site, provider: new Provider(site) };
	await trust(on);
	await site.setting('new-users-per-hour', 1_000_000);
	linked = await anchor(on);
});

afterAll(async () => {
	await site?.workspace.stop();
});

/** Kills the server, its app's process with it, when it writes for the nth time, before the store has it or just after. */
async function killAtWrite(nth: number, isAfter: boolean, act: () => Promise<unknown>): Promise<boolean> {
	const { persistence, instances } = site.workspace;
	let writes = 0;
	let killed: Promise<void> | undefined;
	const names = ['create', 'removeByAssociations', 'updateByAssociations'] as const;
	for (const name of names) {
		const original = persistence[name] as (...parameters: unknown[]) => Promise<unknown>;
		const killing = async (...parameters: unknown[]) => {
			writes += 1;
			if (writes !== nth) {
				return original.apply(persistence, parameters);
			}
			if (isAfter) {
				await original.apply(persistence, parameters);
			}
			killed = instances.find(({ isAlive }) => isAlive)?.kill();
			await killed;
			throw new Error('nobody is left to be told');
		};
		Object.assign(persistence, { [name]: killing });
	}
	try {
		await act();
		await killed;
	} finally {
		// Those of its class are there again.
		for (const name of names) {
			Reflect.deleteProperty(persistence, name);
		}
	}
	return killed !== undefined;
}

/** `npm test` takes the first write, after which most is half done; the nightly takes each. */
const WRITES = times(1) === 1 ? 1 : MOST_WRITES;

test.each(WRITING)(
	'%s: the server killed at its writes, before and after the store has them',
	async (name) => {
		const kind = KINDS[name] as (typeof KINDS)[string];
		for (let nth = 1; nth <= WRITES; nth += 1) {
			for (const isAfter of [false, true]) {
				const prepared = await kind(on);
				let seen: Awaited<ReturnType<typeof prepared.act>> = '';
				const hasKilled = await killAtWrite(nth, isAfter, async () => {
					seen = await prepared.act();
				});
				if (!hasKilled) {
					return expect(nth).toBeGreaterThan(1);
				}
				expect(site.workspace.instances.some(({ isAlive }) => isAlive)).toBe(false);
				await site.workspace.startInstance();
				await assertRecovered(on, kind, prepared, seen);
				await linked.assertStillLinked();
			}
		}
	},
);
