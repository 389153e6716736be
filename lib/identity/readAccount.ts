import type { Account } from '../ethereum/account';
import type { Context } from '../provider/Context';
import type { AccountRecords } from '../store/AccountRecords';
import { makeUsername } from './makeUsername';
import type { User } from './User';

/** What is known of an account at this moment. */
export interface AccountState {
	readonly account: Account;
	readonly records: AccountRecords;
	/** That the wallet's first login would give its user, and who has it. */
	readonly username: string;
	readonly namesake: User | undefined;
}

/** Reads an account together with the user that most wallets have: the one that still has the name it was created by. */
export async function readAccount(
	account: Account,
	{ stores: { accounts, users }, keys }: Pick<Context, 'stores' | 'keys'>,
): Promise<AccountState> {
	const username = makeUsername(account, keys);
	const [records, namesake] = await Promise.all([accounts.read(account), users.byName(username)]);
	return { account, records, username, namesake };
}
