import type { User } from '../host/UserReader';
import type { Wallet } from '../identity/findWallet';
import { type ChallengeSubject, NO_LINK } from '../login/challenge';
import { OAuthError } from '../oauth/OAuthError';
import type { Configuration } from '../provider/Configuration';
import type { AppSettings } from '../settings/AppSettings';

/**
 * What is signed in the frame: a login to Rocket.Chat that ends in the frame itself. Its address is no client's
 * redirect URI, so nothing signed here fits a redirect, nor the other way round.
 */
export function frameSubject({ workspace, settings }: Configuration): ChallengeSubject {
	return {
		clientId: settings.clientId,
		redirectUri: `${workspace.issuer}/iframe`,
		state: '',
		codeChallenge: '',
		scope: 'openid',
		nonce: '',
		...NO_LINK,
	};
}

/** With whose token the app may ask Rocket.Chat for login tokens, should the admin have named somebody. */
export interface ServiceAccount {
	readonly id: string;
	readonly token: string;
	/** CREATE_TOKENS_FOR_USERS_SECRET of the server; empty up to 7.x, which know none. */
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
export function existingUser({ user }: Wallet): User {
	if (!user) {
		throw new OAuthError('frame_no_user');
	}
	return user;
}
