import type { Account } from '../ethereum/account';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import { wasCreatedBy } from './createdUser';
import type { Wallet } from './Wallet';
import { makeUsername, makeUsernames } from './walletUsername';

/**
 * Finds a wallet's user.
 * @throws OAuthError access_denied when the wallet is blocked, or its user is deactivated or deleted
 */
export async function findWallet(
	account: Account,
	context: Pick<Context, 'stores' | 'keys' | 'settings'>,
): Promise<Wallet> {
	const { keys } = context;
	const { wallets, users } = context.stores;
	// Together: most users keep the name that their wallet gave them, and need no further look-up.
	const [{ owner, releases }, firstNamesake] = await Promise.all([
		wallets.recordOf(account),
		users.byName(makeUsername(account, keys)),
	]);
	const [ownName, otherName] = makeUsernames(account, keys, releases);
	const namesake = releases === 0 ? firstNamesake : await users.byName(ownName);
	if (owner?.kind === 'blocked') {
		throw new OAuthError('wallet_blocked');
	}
	if (!owner && namesake && !(await wasCreatedBy(account, namesake, context))) {
		// A stranger has the name: Rocket.Chat would merge the login into that user.
		return { kind: 'new', account, username: otherName };
	}
	const user = owner && owner.userId !== namesake?.id ? await users.byId(owner.userId) : namesake;
	if (owner && !user) {
		throw new OAuthError('user_deleted');
	}
	if (!user) {
		return { kind: 'new', account, username: ownName };
	}
	if (!user.isActive) {
		throw new OAuthError('user_deactivated');
	}
	return owner?.kind === 'linked'
		? { kind: 'linked', account, user }
		: { kind: 'created', account, user, isRecorded: owner !== undefined };
}
