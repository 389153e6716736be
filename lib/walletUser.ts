import type { Account } from './account';
import type { DerivedKeys } from './masterKey';
import { OAuthError } from './OAuthError';
import type { Settings } from './settings';
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
}

/**
 * Finds a wallet's user.
 * @throws OAuthError access_denied when the user is deactivated or deleted, or when somebody else bears the
 * name that the wallet's new user would get
 */
export async function findWalletUser(
	account: Account,
	store: UserStore,
	keys: DerivedKeys,
): Promise<WalletUser> {
	const owner = await store.ownerOf(account);
	if (!owner) {
		// Rocket.Chat would merge the login into whoever bears this name (key field username).
		if (await store.userByName(walletName(account, keys.nameTag))) {
			throw new OAuthError('access_denied', 'error_name_taken', { name: walletName(account, keys.nameTag) });
		}
		return { account, user: undefined, linked: false };
	}
	const user = await store.userById(owner.userId);
	if (!user) {
		throw new OAuthError('access_denied', 'error_user_deleted');
	}
	if (!user.active) {
		throw new OAuthError('access_denied', 'error_user_deactivated');
	}
	return { account, user, linked: owner.linked };
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
