import type { Account } from './account';
import { CLOCK_SKEW } from './challenge';
import { OAuthError } from './OAuthError';
import type { Settings } from './settings';
import { hourOf } from './store/association';
import type { Newcomer, WalletStore } from './store/WalletStore';
import type { UnixSeconds } from './time';

/** So long, in seconds, does a process remember how many have come: while it does, nobody has to look at all of them. */
const REMEMBERED = 30;

/** After so many seconds, by whatever instance's clock, no note is taken back any more: a request has ended by then. */
const SETTLED = 30 + CLOCK_SKEW;

/** So many notes may a wallet have that are not settled: each is looked at by all who come in the same hour. */
const MOST_NOTES = 3;

/** How many wallets without a user this hour has had, as this process saw it last. */
let seen: { readonly hour: number; readonly count: number; readonly at: UnixSeconds } | undefined;

/**
 * Refuses a wallet without a user when so many others have come in this hour as may. Who is let pass here may still be
 * refused by `admitNewcomer`.
 * @throws OAuthError access_denied
 */
export async function assertMayComeNew(
	account: Account,
	{ newUsersPerHour: most }: Settings,
	wallets: WalletStore,
	now: UnixSeconds,
): Promise<void> {
	if (most === 0) {
		return;
	}
	const count = remembered(now) ?? remember(await wallets.newcomersInHourOf(now), now);
	if (count >= most && !(await wallets.isNewcomer(account, now))) {
		throw new OAuthError('access_denied', 'error_too_many_new_users');
	}
}

/**
 * Counts a wallet without a user that has got as far as a token. Counted first and looked at then, as a code is:
 * however many come at once, on whatever instances, no more are let in than may.
 * @throws OAuthError access_denied
 */
export async function admitNewcomer(
	account: Account,
	{ newUsersPerHour: most }: Settings,
	wallets: WalletStore,
	now: UnixSeconds,
): Promise<void> {
	if (most === 0) {
		return;
	}
	const note = await wallets.addNewcomer(account, now);
	const newcomers = await wallets.newcomersInHourOf(now);
	const own = newcomers.filter((other) => other.account === account);
	const isCounted = own.some(({ since }) => since <= now - SETTLED);
	const isOver = remember(newcomers, now) > most || own.length > MOST_NOTES;
	if (isOver || isCounted) {
		await wallets.removeNewcomer(note);
	}
	if (isOver && !isCounted) {
		// So may others have taken back theirs: it need not be full.
		seen = undefined;
		throw new OAuthError('access_denied', 'error_too_many_new_users');
	}
}

function remembered(now: UnixSeconds): number | undefined {
	const age = seen?.hour === hourOf(now) ? now - seen.at : REMEMBERED;
	return age >= 0 && age < REMEMBERED ? seen?.count : undefined;
}

function remember(newcomers: readonly Newcomer[], now: UnixSeconds): number {
	const { size: count } = new Set(newcomers.map(({ account }) => account));
	seen = { hour: hourOf(now), count, at: now };
	return count;
}
