import type { Account } from './account';
import { OAuthError } from './OAuthError';
import type { Settings } from './settings';
import { hourOf } from './store/association';
import type { WalletStore } from './store/WalletStore';
import type { UnixSeconds } from './time';

/**
 * How many newcomers an hour has had, as this process saw it last. They only get more, but for those that are turned
 * away: while it is full, nobody has to look at all of them, however many come.
 */
let seen: { readonly hour: number; readonly count: number } | undefined;

/**
 * Refuses a wallet without a user when so many others have come in this hour as may.
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
	const count = seen?.hour === hourOf(now) ? seen.count : await look(wallets, now);
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
	await wallets.addNewcomer(account, now);
	if ((await look(wallets, now)) > most) {
		await wallets.removeNewcomer(account, now);
		// So may others have: it need not be full.
		seen = undefined;
		throw new OAuthError('access_denied', 'error_too_many_new_users');
	}
}

async function look(wallets: WalletStore, now: UnixSeconds): Promise<number> {
	const { size: count } = await wallets.newcomersInHourOf(now);
	seen = { hour: hourOf(now), count };
	return count;
}
