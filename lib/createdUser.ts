import { parseAccount } from './account';
import type { DerivedKeys } from './masterKey';
import type { SessionStore } from './store/SessionStore';
import type { UserStore, WorkspaceUser } from './store/UserStore';
import type { UnixSeconds } from './time';
import { looksLikeWalletName, walletEmail, walletName } from './walletName';

/**
 * Records whose wallet a user is that Rocket.Chat has just created: the one whose tagged name, or tagged
 * e-mail address, it bears. Users who came another way are left alone.
 */
export async function recordCreatedUser(
	user: WorkspaceUser,
	keys: DerivedKeys,
	sessions: SessionStore,
	users: UserStore,
	now: UnixSeconds,
): Promise<void> {
	const account = accountByEmail(user, keys) ?? (await accountByName(user, keys, sessions));
	if (account && !(await users.ownerOf(account))) {
		await users.recordCreated(account, user.id, now);
	}
}

/** The name holds only the address's start; the session that asked for the user tells the rest. */
async function accountByName(user: WorkspaceUser, keys: DerivedKeys, sessions: SessionStore) {
	if (!looksLikeWalletName(user.username)) {
		return undefined;
	}
	const candidates = await sessions.accountsLike(user.username);
	return candidates.find((account) => walletName(account, keys.nameTag) === user.username);
}

function accountByEmail(user: WorkspaceUser, keys: DerivedKeys) {
	for (const email of user.emails) {
		const [local = '', domain = ''] = email.split('@');
		const account = parseAccount(local.split('.')[0]);
		if (account && walletEmail(account, keys.nameTag, domain) === email) {
			return account;
		}
	}
	return undefined;
}
