import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { AdminStore } from '../store/AdminStore';
import { SessionStore } from '../store/SessionStore';
import { TicketStore } from '../store/TicketStore';
import { WalletStore } from '../store/WalletStore';
import { Users } from './Users';

/** Everything that is kept, as one request, command or job sees it. */
export interface Stores {
	readonly sessions: SessionStore;
	readonly wallets: WalletStore;
	readonly users: Users;
	readonly tickets: TicketStore;
	readonly admins: AdminStore;
}

export function makeStores(read: IRead, persistence: IPersistence): Stores {
	const reader = read.getPersistenceReader();
	return {
		sessions: new SessionStore(reader, persistence),
		wallets: new WalletStore(reader, persistence),
		users: new Users(read.getUserReader()),
		tickets: new TicketStore(reader, persistence),
		admins: new AdminStore(reader, persistence),
	};
}
