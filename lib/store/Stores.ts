import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { UserReader } from '../host/UserReader';
import { AdminStore } from './AdminStore';
import { SessionStore } from './SessionStore';
import { TicketStore } from './TicketStore';
import { WalletStore } from './WalletStore';

/** Everything that is kept, as one request, command or job sees it. */
export interface Stores {
	readonly sessions: SessionStore;
	readonly wallets: WalletStore;
	readonly users: UserReader;
	readonly tickets: TicketStore;
	readonly admins: AdminStore;
}

export function openStores(read: IRead, persistence: IPersistence): Stores {
	const reader = read.getPersistenceReader();
	return {
		sessions: new SessionStore(reader, persistence),
		wallets: new WalletStore(reader, persistence),
		users: new UserReader(read.getUserReader()),
		tickets: new TicketStore(reader, persistence),
		admins: new AdminStore(reader, persistence),
	};
}
