import type { Account } from './account';
import { wasCreatedBy } from './createdUser';
import type { DerivedKeys } from './masterKey';
import { OAuthError } from './OAuthError';
import type { Settings } from './settings';
import type { Stores } from './store/Stores';
import type { WorkspaceUser } from './store/UserStore';
import type { UnixSeconds } from './time';
import type { VerifiedAnswer } from './verifyAnswer';
import { walletName } from './walletName';

/** A wallet and the Rocket.Chat user it logs in as, looked up at this very moment. */
export interface WalletUser {
	readonly account: Account;
	/** Undefined until Rocket.Chat has created one at the first login. */
	readonly user: WorkspaceUser | undefined;
	/** Whether that user linked the wallet, rather than being created by it. */
	readonly linked: boolean;
	/** Whether it is recorded whose the wallet is; a wallet without a user has nothing to record. */
	readonly recorded: boolean;
}

/**
 * Finds a wallet's user.
 * @throws OAuthError access_denied when the wallet is blocked, when its user is deactivated or deleted, or
 * when somebody else bears the name that the wallet's new user would get
 */
export async function findWalletUser(
	account: Account,
	stores: Stores,
	keys: DerivedKeys,
): Promise<WalletUser> {
	const { wallets, users, sessions } = stores;
	// Together: most users keep the name that their wallet gave them, and need no further look-up.
	const [owner, namesake] = await Promise.all([
		wallets.ownerOf(account),
		users.byName(walletName(account, keys.nameTag)),
	]);
	if (owner?.kind === 'blocked') {
		throw new OAuthError('access_denied', 'error_wallet_blocked');
	}
	const user = owner && owner.userId !== namesake?.id ? await users.byId(owner.userId) : namesake;
	if (owner && !user) {
		throw new OAuthError('access_denied', 'error_user_deleted');
	}
	// Rocket.Chat would merge the login into whoever bears the name (key field username).
	if (!owner && user && !(await wasCreatedBy(account, user, sessions))) {
		throw new OAuthError('access_denied', 'error_name_taken', { name: user.username });
	}
	if (user && !user.active) {
		throw new OAuthError('access_denied', 'error_user_deactivated');
	}
	return { account, user, linked: owner?.kind === 'linked', recorded: owner !== undefined };
}

/**
 * Refuses a wallet that may not do what its owner has signed: log in, or be connected to a user.
 * @throws OAuthError access_denied
 */
export async function assertMayUse(
	wallet: WalletUser,
	{ challenge: { linkUserId } }: VerifiedAnswer,
	settings: Settings,
	{ wallets }: Stores,
	now: UnixSeconds,
): Promise<void> {
	assertListed(wallet.account, settings);
	if (linkUserId !== '') {
		assertMayBeLinked(wallet, linkUserId);
		return;
	}
	if (settings.access === 'linked' && !wallet.linked) {
		throw new OAuthError('access_denied', 'error_access_linked');
	}
	const limit = settings.newUsersPerHour;
	if (!wallet.user && limit > 0 && (await wallets.usersCreatedInHourOf(now)) >= limit) {
		throw new OAuthError('access_denied', 'error_too_many_new_users');
	}
}

/** A wallet's own user, created by its first login, is no other user: it is left behind. */
function assertMayBeLinked(wallet: WalletUser, userId: string): void {
	if (wallet.linked && wallet.user?.id !== userId) {
		throw new OAuthError('access_denied', 'error_wallet_of_another');
	}
}

function assertListed(account: Account, settings: Settings): void {
	if (settings.access === 'listed' && !settings.allowedAccounts.has(account)) {
		throw new OAuthError('access_denied', 'error_access_listed');
	}
}
