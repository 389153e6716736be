import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { AdminStore } from './AdminStore';
import { SessionStore } from './SessionStore';
import { TicketStore } from './TicketStore';
import { UserStore } from './UserStore';
import { WalletStore } from './WalletStore';

/** Everything that is kept, as one request, command or job sees it. */
export interface Stores {
	readonly sessions: SessionStore;
	readonly wallets: WalletStore;
	readonly users: UserStore;
	readonly tickets: TicketStore;
	readonly admins: AdminStore;
}

export function openStores(read: IRead, persistence: IPersistence): Stores {
	const reader = read.getPersistenceReader();
	return {
		sessions: new SessionStore(reader, persistence),
		wallets: new WalletStore(reader, persistence),
		users: new UserStore(read.getUserReader()),
		tickets: new TicketStore(reader, persistence),
		admins: new AdminStore(reader, persistence),
	};
}
