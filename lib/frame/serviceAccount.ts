import type { User } from '../identity/User';
import type { Wallet } from '../identity/Wallet';
import { OAuthError } from '../oauth/OAuthError';
import type { AppSettings } from '../settings/AppSettings';

/** The user with whose token the app asks Rocket.Chat for login tokens, if the admin has named one. */
export interface ServiceAccount {
	readonly id: string;
	readonly token: string;
	/** CREATE_TOKENS_FOR_USERS_SECRET of the server; servers up to 7.x have none. */
	readonly secret: string;
}

export function serviceAccountOf(settings: AppSettings): ServiceAccount | undefined {
	const { serviceAccountId: id, serviceAccountToken: token, createTokenSecret: secret } = settings;
	return id === '' || token === '' ? undefined : { id, token, secret };
}

/**
 * The user whom a service account can log in: it creates nobody.
 * @throws OAuthError access_denied for a wallet without a user
 */
export function existingUser(wallet: Wallet): User {
	if (wallet.kind === 'new') {
		throw new OAuthError('frame_no_user');
	}
	return wallet.user;
}
