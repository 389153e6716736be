import type { Account } from '../ethereum/account';
import type { Purpose } from '../login/Binding';
import { OAuthError } from '../oauth/OAuthError';
import type { AppSettings } from '../settings/AppSettings';
import type { UserId } from './User';
import type { Wallet } from './Wallet';

/**
 * Refuses a wallet that may not do what its owner has signed: log in, or be linked to a user.
 * @throws OAuthError access_denied
 */
export function assertPurposeAllowed(wallet: Wallet, purpose: Purpose, settings: AppSettings): void {
	if (purpose.kind === 'link') {
		assertListed(wallet.account, settings);
		assertNotOfAnother(wallet, purpose.userId);
	} else {
		assertLoginAllowed(wallet, settings);
	}
}

/**
 * Refuses a wallet that the admin's settings do not let in, even if they did when it logged in.
 * @throws OAuthError access_denied
 */
export function assertLoginAllowed(wallet: Wallet, settings: AppSettings): void {
	assertListed(wallet.account, settings);
	if (settings.access === 'linked' && wallet.kind !== 'linked') {
		throw new OAuthError('access_linked');
	}
}

/** A wallet with a user of its own may be linked to another one: the user that its first login created is left. */
function assertNotOfAnother(wallet: Wallet, userId: UserId): void {
	if (wallet.kind === 'linked' && wallet.user.id !== userId) {
		throw new OAuthError('wallet_of_another');
	}
}

function assertListed(account: Account, settings: AppSettings): void {
	if (settings.access === 'listed' && !settings.allowedAccounts.has(account)) {
		throw new OAuthError('access_listed');
	}
}
