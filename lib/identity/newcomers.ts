import type { Account } from '../ethereum/account';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { toHour } from '../store/makeAssociation';
import type { Newcomer } from '../store/WalletStore';

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
	const count = cachedCount(context) ?? keepCount(await stores.wallets.newcomersInHourOf(now), context);
	if (count >= max && !(await stores.wallets.isNewcomer(account, now))) {
		throw new OAuthError('too_many_new_users');
	}
}

/**
 * Counts a wallet without a user that has got as far as a token. It is noted first and counted then, as a code is:
 * however many come at once, on whatever instances, no more are let in than may.
 * @throws OAuthError access_denied
 */
export async function countNewcomer(account: Account, context: NewcomerContext): Promise<void> {
	const { settings, stores, caches, now } = context;
	const max = settings.newUsersPerHour;
	if (max === undefined) {
		return;
	}
	const note = await stores.wallets.addNewcomer(account, now);
	const newcomers = await stores.wallets.newcomersInHourOf(now);
	if (keepCount(newcomers, context) > max) {
		await stores.wallets.removeNewcomer(note);
		// Others may have taken back their notes, too: the hour need not be full.
		caches.newcomerCounts.delete(toHour(now));
		throw new OAuthError('too_many_new_users');
	}
	// This note stays, so the wallet stays counted. Of two that see each other only one removes the other.
	const replaced = newcomers.filter((other) => other.account === account && isOlder(other, note));
	await Promise.all(replaced.map((other) => stores.wallets.removeNewcomer(other)));
}

function isOlder(one: Newcomer, other: Newcomer): boolean {
	return one.since < other.since || (one.since === other.since && one.id < other.id);
}

function cachedCount({ caches, now }: NewcomerContext): number | undefined {
	const counted = caches.newcomerCounts.get(toHour(now));
	const age = counted ? now - counted.at : COUNT_TTL_SECONDS;
	return age >= 0 && age < COUNT_TTL_SECONDS ? counted?.count : undefined;
}

function keepCount(newcomers: readonly Newcomer[], { caches, now }: NewcomerContext): number {
	const { size: count } = new Set(newcomers.map(({ account }) => account));
	caches.newcomerCounts.set(toHour(now), { count, at: now });
	return count;
}
