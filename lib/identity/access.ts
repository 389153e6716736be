import type { Account } from '../ethereum/account';
import type { Purpose } from '../login/Binding';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import type { AppSettings } from '../settings/AppSettings';
import { assertNewUserAllowed } from './newcomers';
import type { UserId } from './User';
import type { Wallet } from './Wallet';

/**
 * Refuses a wallet that may not do what its owner has signed: log in, or be linked to a user.
 * @throws OAuthError access_denied
 */
export async function assertPurposeAllowed(
	wallet: Wallet,
	purpose: Purpose,
	context: Context,
): Promise<void> {
	if (purpose.kind === 'link') {
		assertListed(wallet.account, context.settings);
		return assertMayBeLinked(wallet, purpose.userId);
	}
	assertLoginAllowed(wallet, context.settings);
	if (wallet.kind === 'new') {
		await assertNewUserAllowed(wallet.account, context);
	}
}

/**
 * Refuses a wallet that the admin's settings keep out, whenever it was let in before.
 * @throws OAuthError access_denied
 */
export function assertLoginAllowed(wallet: Wallet, settings: AppSettings): void {
	assertListed(wallet.account, settings);
	if (settings.access === 'linked' && wallet.kind !== 'linked') {
		throw new OAuthError('access_linked');
	}
}

/** The user that a wallet's own first login created is nobody else: it is left behind. */
function assertMayBeLinked(wallet: Wallet, userId: UserId): void {
	if (wallet.kind === 'linked' && wallet.user.id !== userId) {
		throw new OAuthError('wallet_of_another');
	}
}

function assertListed(account: Account, settings: AppSettings): void {
	if (settings.access === 'listed' && !settings.allowedAccounts.has(account)) {
		throw new OAuthError('access_listed');
	}
}
