import type { Account } from '../ethereum/account';
import type { User } from '../host/UserReader';
import { assertMayComeNew } from '../login/newcomers';
import type { VerifiedChallenge } from '../login/verifyChallenge';
import { OAuthError } from '../oauth/OAuthError';
import type { Configuration } from '../provider/Configuration';
import type { AppSettings } from '../settings/AppSettings';
import type { Stores } from '../store/Stores';
import type { UnixSeconds } from '../time/UnixSeconds';
import { wasCreatedBy } from './createdUser';
import { namesFor, returningName, walletName } from './walletName';

/** A wallet and the Rocket.Chat user it logs in as, looked up at this very moment. */
export interface Wallet {
	readonly account: Account;
	/** Undefined until Rocket.Chat has created one at the first login. */
	readonly user: User | undefined;
	/** Whether that user linked the wallet, rather than being created by it. */
	readonly linked: boolean;
	/** Whether it is recorded whose the wallet is; a wallet without a user has nothing to record. */
	readonly recorded: boolean;
	/** The username for Rocket.Chat to create a user by, or to find none by. Nobody else bears it. */
	readonly newName: string;
}

/**
 * Finds a wallet's user.
 * @throws OAuthError access_denied when the wallet is blocked, or its user is deactivated or deleted
 */
export async function findWallet(
	account: Account,
	{ wallets, users, sessions }: Stores,
	{ keys, settings }: Pick<Configuration, 'keys' | 'settings'>,
): Promise<Wallet> {
	// Together: most users keep the name that their wallet gave them, and need no further look-up.
	const [{ owner, releases }, firstNamesake] = await Promise.all([
		wallets.recordOf(account),
		users.byName(walletName(account, keys)),
	]);
	const [ownName, otherName] = namesFor(account, keys, releases);
	const namesake = releases === 0 ? firstNamesake : await users.byName(ownName);
	if (owner?.kind === 'blocked') {
		throw new OAuthError('wallet_blocked');
	}
	if (!owner && namesake && !(await wasCreatedBy(account, namesake, settings, sessions))) {
		// A stranger bears the name: Rocket.Chat would merge the login into that account.
		return { account, user: undefined, linked: false, recorded: false, newName: otherName };
	}
	const user = owner && owner.userId !== namesake?.id ? await users.byId(owner.userId) : namesake;
	if (owner && !user) {
		throw new OAuthError('user_deleted');
	}
	if (user && !user.active) {
		throw new OAuthError('user_deactivated');
	}
	const newName = user ? returningName(account, keys) : ownName;
	return { account, user, linked: owner?.kind === 'linked', recorded: owner !== undefined, newName };
}

/**
 * Refuses a wallet that may not do what its owner has signed: log in, or be connected to a user.
 * @throws OAuthError access_denied
 */
export async function assertMayUse(
	wallet: Wallet,
	{ challenge: { linkUserId } }: VerifiedChallenge,
	settings: AppSettings,
	{ wallets }: Stores,
	now: UnixSeconds,
): Promise<void> {
	if (linkUserId !== '') {
		assertListed(wallet.account, settings);
		return assertMayBeLinked(wallet, linkUserId);
	}
	assertHasAccess(wallet, settings);
	if (!wallet.user) {
		await assertMayComeNew(wallet.account, settings, wallets, now);
	}
}

/**
 * Refuses a wallet that the admin's settings keep out, whenever it was that it came in.
 * @throws OAuthError access_denied
 */
export function assertHasAccess(wallet: Wallet, settings: AppSettings): void {
	assertListed(wallet.account, settings);
	if (settings.access === 'linked' && !wallet.linked) {
		throw new OAuthError('access_linked');
	}
}

/** A wallet's own user, created by its first login, is no other user: it is left behind. */
function assertMayBeLinked(wallet: Wallet, userId: string): void {
	if (wallet.linked && wallet.user?.id !== userId) {
		throw new OAuthError('wallet_of_another');
	}
}

function assertListed(account: Account, settings: AppSettings): void {
	if (settings.access === 'listed' && !settings.allowedAccounts.has(account)) {
		throw new OAuthError('access_listed');
	}
}
