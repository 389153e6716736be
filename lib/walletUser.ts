import type { Account } from './account';
import { wasCreatedBy } from './createdUser';
import type { DerivedKeys } from './masterKey';
import { OAuthError } from './OAuthError';
import type { Settings } from './settings';
import type { SessionStore } from './store/SessionStore';
import type { UserStore, WorkspaceUser } from './store/UserStore';
import type { UnixSeconds } from './time';
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
 * @throws OAuthError access_denied when the user is deactivated or deleted, or when somebody else bears the
 * name that the wallet's new user would get
 */
export async function findWalletUser(
	account: Account,
	users: UserStore,
	sessions: SessionStore,
	keys: DerivedKeys,
): Promise<WalletUser> {
	const owner = await users.ownerOf(account);
	const user = owner
		? await users.userById(owner.userId)
		: await users.userByName(walletName(account, keys.nameTag));
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
	return { account, user, linked: owner?.linked ?? false, recorded: owner !== undefined };
}

/**
 * Refuses wallets that the admin's settings keep out.
 * @throws OAuthError access_denied
 */
export async function assertMayLogIn(
	wallet: WalletUser,
	settings: Settings,
	store: UserStore,
	now: UnixSeconds,
): Promise<void> {
	if (settings.access === 'linked' && !wallet.linked) {
		throw new OAuthError('access_denied', 'error_access_linked');
	}
	if (settings.access === 'listed' && !settings.allowedAccounts.has(wallet.account)) {
		throw new OAuthError('access_denied', 'error_access_listed');
	}
	const limit = settings.newUsersPerHour;
	if (!wallet.user && limit > 0 && (await store.usersCreatedInHourOf(now)) >= limit) {
		throw new OAuthError('access_denied', 'error_too_many_new_users');
	}
}
