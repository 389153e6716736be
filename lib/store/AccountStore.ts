import type { IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Account } from '../ethereum/account';
import { AccountRecords } from './AccountRecords';
import { associateAccount } from './associateAccount';

/** Reads what is kept of an account, whichever store has written it. */
export class AccountStore {
	constructor(private readonly reader: IPersistenceRead) {}

	async read(account: Account): Promise<AccountRecords> {
		return new AccountRecords(await this.reader.readByAssociation(associateAccount(account)));
	}
}
