import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { AccountStore } from '../store/AccountStore';
import { AdminStore } from '../store/AdminStore';
import { NewcomerStore } from '../store/NewcomerStore';
import { SessionStore } from '../store/SessionStore';
import { TicketStore } from '../store/TicketStore';
import { WalletStore } from '../store/WalletStore';
import { Users } from './Users';

/** Everything that is kept, as one request, command or job sees it. */
export interface Stores {
	readonly accounts: AccountStore;
	readonly sessions: SessionStore;
	readonly wallets: WalletStore;
	readonly newcomers: NewcomerStore;
	readonly users: Users;
	readonly tickets: TicketStore;
	readonly admins: AdminStore;
}

/** Makes the stores for one request, command or job. */
export function makeStores(read: IRead, persistence: IPersistence): Stores {
	const reader = read.getPersistenceReader();
	return {
		accounts: new AccountStore(reader),
		sessions: new SessionStore(reader, persistence),
		wallets: new WalletStore(reader, persistence),
		newcomers: new NewcomerStore(reader, persistence),
		users: new Users(read.getUserReader()),
		tickets: new TicketStore(reader, persistence),
		admins: new AdminStore(reader, persistence),
	};
}
