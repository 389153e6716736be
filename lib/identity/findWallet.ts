import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { wasCreatedBy } from './createdUser';
import { makeUsername } from './makeUsername';
import type { AccountState } from './readAccount';
import type { Wallet } from './Wallet';

/**
 * Finds a wallet's user.
 * @throws OAuthError access_denied when the wallet is blocked, or its user is deactivated or deleted
 */
export async function findWallet(
	{ account, records, ...first }: AccountState,
	context: Pick<Context, 'stores' | 'keys' | 'settings'>,
): Promise<Wallet> {
	const { users } = context.stores;
	const { owner, releases } = records;
	if (owner?.kind === 'blocked') {
		throw new OAuthError('wallet_blocked');
	}
	if (owner) {
		const user = owner.userId === first.namesake?.id ? first.namesake : await users.byId(owner.userId);
		if (!user) {
			throw new OAuthError('user_deleted');
		}
		assertActive(user);
		return owner.kind === 'linked'
			? { kind: 'linked', account, user }
			: { kind: 'created', account, user, isRecorded: true };
	}
	// A name that was used is known to everybody, and may be anybody's by now.
	const username = releases === 0 ? first.username : makeUsername(account, context.keys, 2 * releases);
	const namesake = releases === 0 ? first.namesake : await users.byName(username);
	if (!namesake) {
		return { kind: 'new', account, username };
	}
	if (!(await wasCreatedBy(account, namesake, context))) {
		// A stranger has the name: Rocket.Chat would merge the login into that user.
		return { kind: 'new', account, username: makeUsername(account, context.keys, 2 * releases + 1) };
	}
	assertActive(namesake);
	return { kind: 'created', account, user: namesake, isRecorded: false };
}

function assertActive({ isActive }: { readonly isActive: boolean }): void {
	if (!isActive) {
		throw new OAuthError('user_deactivated');
	}
}
