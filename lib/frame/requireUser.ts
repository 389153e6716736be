import type { User } from '../identity/User';
import type { Wallet } from '../identity/Wallet';
import { OAuthError } from '../oauth/OAuthError';

/**
 * The user whom a service account can log in: it creates nobody.
 * @throws OAuthError access_denied for a wallet without a user
 */
export function requireUser(wallet: Wallet): User {
	if (wallet.kind === 'new') {
		throw new OAuthError('frame_no_user');
	}
	return wallet.user;
}
