import type { IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RunningWorkspace } from 'rocketchat-app-workspace';
import type { Account } from '../lib/ethereum/account';
import { makeUsername } from '../lib/identity/makeUsername';
import type { UserId } from '../lib/identity/User';
import { deriveKeys, type MasterKey } from '../lib/keys/deriveKeys';
import { WalletStore } from '../lib/store/WalletStore';
import type { UnixSeconds } from '../lib/time/UnixSeconds';
import { plantingWriter } from './plantingWriter';

/** Gives wallets the users that their first logins would have created, and has the app's store say so. */
export async function plantUsers(
	workspace: RunningWorkspace,
	appId: string,
	accounts: readonly Account[],
): Promise<void> {
	const { persistence, users } = workspace;
	const [master] = await persistence.readByAssociations([{ model: 'misc', id: 'key:master' }], appId);
	const keys = deriveKeys((master as { key: MasterKey }).key);
	const wallets = new WalletStore({} as IPersistenceRead, plantingWriter(workspace, appId));
	for (const account of accounts) {
		const name = makeUsername(account, keys);
		const { _id } = await users.insert({ username: name, name });
		await wallets.recordCreated(account, _id as UserId, 0 as UnixSeconds);
	}
}
