import type { Wallet } from '../identity/Wallet';
import type { Client } from '../oauth/Client';
import type { Session } from './Session';

declare const active: unique symbol;

/**
 * That a client may act for a wallet at this moment: the session is open, the client is registered, and the wallet,
 * looked up for this very request, may log in. Only `openSession` and `activate` make one.
 */
export interface ActiveGrant<Kind extends Client['kind'] = Client['kind']> {
	readonly client: Extract<Client, { kind: Kind }>;
	readonly session: Session;
	readonly wallet: Wallet;
	readonly [active]: true;
}
