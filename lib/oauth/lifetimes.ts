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

/** Rocket.Chat uses its token once, at once, and then keeps it in clear. */
export const ROCKET_CHAT_LIFETIMES: TokenLifetimes = {
	accessTokenSeconds: 300,
	sessionSeconds: 300,
	isRenewable: false,
};

/** How long a client's tokens and sessions with these scopes last. */
export function chooseLifetimes(client: Client, scopes: Scopes, settings: AppSettings): TokenLifetimes {
	const { accessTokenLifetimeSeconds: accessTokenSeconds, sessionLifetimeSeconds: sessionSeconds } = settings;
	switch (client.kind) {
		case 'rocketchat':
			return ROCKET_CHAT_LIFETIMES;
		case 'wallet':
			return { accessTokenSeconds, sessionSeconds, isRenewable: true };
		case 'trusted':
			return scopes.has('offline_access')
				? { accessTokenSeconds, sessionSeconds, isRenewable: true }
				: { accessTokenSeconds, sessionSeconds: accessTokenSeconds, isRenewable: false };
	}
}
