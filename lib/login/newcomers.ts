import type { Account } from '../ethereum/account';
import { OAuthError } from '../oauth/OAuthError';
import type { AppSettings } from '../settings/AppSettings';
import { hourOf } from '../store/association';
import type { Newcomer, WalletStore } from '../store/WalletStore';
import type { UnixSeconds } from '../time/UnixSeconds';

/** So long, in seconds, does a process remember how many have come: while it does, nobody has to look at all of them. */
const REMEMBERED = 30;

/** How many wallets without a user this hour has had, as this process saw it last. */
let seen: { readonly hour: number; readonly count: number; readonly at: UnixSeconds } | undefined;

/**
 * Refuses a wallet without a user when so many others have come in this hour as may. Who is let pass here may still be
 * refused by `admitNewcomer`.
 * @throws OAuthError access_denied
 */
export async function assertMayComeNew(
	account: Account,
	{ newUsersPerHour: most }: AppSettings,
	wallets: WalletStore,
	now: UnixSeconds,
): Promise<void> {
	if (most === 0) {
		return;
	}
	const count = remembered(now) ?? remember(await wallets.newcomersInHourOf(now), now);
	if (count >= most && !(await wallets.isNewcomer(account, now))) {
		throw new OAuthError('too_many_new_users');
	}
}

/**
 * Counts a wallet without a user that has got as far as a token. Counted first and looked at then, as a code is:
 * however many come at once, on whatever instances, no more are let in than may.
 * @throws OAuthError access_denied
 */
export async function admitNewcomer(
	account: Account,
	{ newUsersPerHour: most }: AppSettings,
	wallets: WalletStore,
	now: UnixSeconds,
): Promise<void> {
	if (most === 0) {
		return;
	}
	const note = await wallets.addNewcomer(account, now);
	const newcomers = await wallets.newcomersInHourOf(now);
	if (remember(newcomers, now) > most) {
		await wallets.removeNewcomer(note);
		// So may others have taken back theirs: it need not be full.
		seen = undefined;
		throw new OAuthError('too_many_new_users');
	}
	// This one stays, so the wallet stays counted. Of two that see each other only one removes the other.
	const replaced = newcomers.filter((other) => other.account === account && isOlder(other, note));
	await Promise.all(replaced.map((other) => wallets.removeNewcomer(other)));
}

function isOlder(one: Newcomer, other: Newcomer): boolean {
	return one.since < other.since || (one.since === other.since && one.id < other.id);
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
