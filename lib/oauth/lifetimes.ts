import type { AppSettings } from '../settings/AppSettings';
import type { Client } from './Client';
import type { Scopes } from './scopes';

/** How long a client's tokens and sessions last. */
export interface TokenLifetimes {
	readonly accessTokenSeconds: number;
	readonly sessionSeconds: number;
	/** Whether the session can be renewed until it ends. */
	readonly isRenewable: boolean;
}

/** After a redirect, Rocket.Chat uses its token once, at once, and then keeps it in clear on the user. */
const REDIRECT_SECONDS = 60;

/** In the login frame a person has the token, and Rocket.Chat may ask them for a second factor first. */
export const FRAME_SECONDS = 300;

/** What a session's lifetimes depend on. */
interface LifetimeSource {
	readonly client: Client;
	readonly scopes: Scopes;
	/** Whether Rocket.Chat's own login frame gets the token. */
	readonly isFrame?: boolean;
}

/** How long tokens and sessions last. */
export function chooseLifetimes(
	{ client, scopes, isFrame = false }: LifetimeSource,
	settings: AppSettings,
): TokenLifetimes {
	const { accessTokenLifetimeSeconds: accessTokenSeconds, sessionLifetimeSeconds: sessionSeconds } = settings;
	switch (client.kind) {
		case 'rocketchat': {
			const seconds = isFrame ? FRAME_SECONDS : REDIRECT_SECONDS;
			return { accessTokenSeconds: seconds, sessionSeconds: seconds, isRenewable: false };
		}
		case 'wallet':
			return { accessTokenSeconds, sessionSeconds, isRenewable: true };
		case 'trusted':
			return scopes.has('offline_access')
				? { accessTokenSeconds, sessionSeconds, isRenewable: true }
				: { accessTokenSeconds, sessionSeconds: accessTokenSeconds, isRenewable: false };
	}
}
