import type { Account } from '../ethereum/account';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { toHour } from '../store/makeAssociation';
import type { Newcomer } from '../store/NewcomerStore';

type NewcomerContext = Pick<Context, 'settings' | 'stores' | 'caches' | 'now'>;

/** How long a process uses its last count: a flood of strangers costs it one look. */
const COUNT_TTL_SECONDS = 30;

/**
 * Refuses a wallet without a user when as many others as may have come in this hour. One that passes here may still
 * be refused by `countNewcomer`.
 * @throws OAuthError access_denied
 */
export async function assertNewUserAllowed(account: Account, context: NewcomerContext): Promise<void> {
	const { settings, stores, now } = context;
	const max = settings.newUsersPerHour;
	if (max === undefined) {
		return;
	}
	const count = getCachedCount(context) ?? cacheCount(await stores.newcomers.listHour(now), context);
	if (count >= max && !(await stores.newcomers.has(account, now))) {
		throw new OAuthError('too_many_new_users');
	}
}

/**
 * Counts a wallet without a user that has got as far as a token. It is written first and counted then, as a code is:
 * however many come at once, on any number of instances, no more are let in than may.
 * @throws OAuthError access_denied
 */
export async function countNewcomer(account: Account, context: NewcomerContext): Promise<void> {
	const { settings, stores, caches, now } = context;
	const max = settings.newUsersPerHour;
	if (max === undefined) {
		return;
	}
	if ((getCachedCount(context) ?? 0) >= max && !(await stores.newcomers.has(account, now))) {
		throw new OAuthError('too_many_new_users');
	}
	const newcomer = await stores.newcomers.add(account, now);
	const all = await stores.newcomers.listHour(now);
	if (cacheCount(all, context) > max) {
		await stores.newcomers.remove(newcomer);
		// Others may have taken back their records, too: the hour need not be full.
		caches.newcomerCounts.delete(toHour(now));
		throw new OAuthError('too_many_new_users');
	}
	// This record stays, so the wallet stays counted. Of two that see each other only one removes the other.
	const replaced = all.filter((other) => other.account === account && isOlder(other, newcomer));
	await Promise.all(replaced.map((other) => stores.newcomers.remove(other)));
}

function isOlder(one: Newcomer, other: Newcomer): boolean {
	return one.since < other.since || (one.since === other.since && one.id < other.id);
}

function getCachedCount({ caches, now }: NewcomerContext): number | undefined {
	const counted = caches.newcomerCounts.get(toHour(now));
	const age = counted ? now - counted.at : COUNT_TTL_SECONDS;
	return age >= 0 && age < COUNT_TTL_SECONDS ? counted?.count : undefined;
}

function cacheCount(newcomers: readonly Newcomer[], { caches, now }: NewcomerContext): number {
	const { size: count } = new Set(newcomers.map(({ account }) => account));
	caches.newcomerCounts.set(toHour(now), { count, at: now });
	return count;
}
