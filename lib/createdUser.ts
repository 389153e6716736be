import { type Account, parseAccount } from './account';
import type { DerivedKeys } from './masterKey';
import type { Provider } from './provider';
import type { Session } from './session';
import type { Settings } from './settings';
import type { SessionStore } from './store/SessionStore';
import type { Stores } from './store/Stores';
import type { WorkspaceUser } from './store/UserStore';
import type { WalletStore } from './store/WalletStore';
import type { UnixSeconds } from './time';
import { looksLikeWalletName, namesFor, walletEmail } from './walletName';

/** Rocket.Chat creates the user at once when it has redeemed the code; this leaves room for slow servers. */
const CREATION_TAKES = 300;

/** A user at the moment of creation; it may have been renamed or deleted since. */
type CreatedUser = Pick<WorkspaceUser, 'id' | 'username' | 'emails' | 'createdAt'>;

/**
 * Records whose wallet a user is that Rocket.Chat has just created: the one whose tagged name, or tagged
 * e-mail address, it bears. Users who came another way are left alone.
 */
export async function recordCreatedUser(
	user: CreatedUser,
	{ keys, settings }: Pick<Provider, 'keys' | 'settings'>,
	{ sessions, wallets }: Stores,
	now: UnixSeconds,
): Promise<void> {
	const { clientId, emailDomain } = settings;
	const account =
		(await accountByEmail(user, keys, emailDomain, clientId, sessions)) ??
		(await accountByName(user, keys, clientId, sessions, wallets));
	if (account && !(await wallets.ownerOf(account))) {
		await wallets.recordCreated(account, user.id, now);
	}
}

/** The name holds only the address's start; the session that asked for the user tells the rest. */
async function accountByName(
	user: CreatedUser,
	keys: DerivedKeys,
	clientId: string,
	sessions: SessionStore,
	wallets: WalletStore,
): Promise<Account | undefined> {
	if (!looksLikeWalletName(user.username)) {
		return undefined;
	}
	const logins = await loginsBefore(user.createdAt, user.username, clientId, sessions);
	for (const account of new Set(logins.map(({ account }) => account))) {
		const { releases } = await wallets.recordOf(account);
		if (namesFor(account, keys, releases).includes(user.username)) {
			return account;
		}
	}
	return undefined;
}

/** The address tells the whole account; it may have been known before, so a login has to fit it. */
async function accountByEmail(
	user: CreatedUser,
	keys: DerivedKeys,
	emailDomain: string,
	clientId: string,
	sessions: SessionStore,
): Promise<Account | undefined> {
	for (const email of user.emails) {
		const account = parseAccount(email.split('.')[0]);
		if (account && emailDomain !== '' && walletEmail(account, keys.emailTag, emailDomain) === email) {
			const logins = await loginsBefore(user.createdAt, account, clientId, sessions);
			return logins.some((session) => session.account === account) ? account : undefined;
		}
	}
	return undefined;
}

/**
 * Whether Rocket.Chat created this user, who bears the wallet's tagged name, at a login of the wallet. The
 * event that would have recorded it may still be under way, or be lost. Nobody could know the name before.
 */
export async function wasCreatedBy(
	account: Account,
	user: WorkspaceUser,
	{ clientId }: Settings,
	sessions: SessionStore,
): Promise<boolean> {
	const logins = await loginsBefore(user.createdAt, account, clientId, sessions);
	return logins.some((session) => session.account === account);
}

/**
 * Logins that a user could have been created at. To Rocket.Chat alone: another client's session makes no user, and lasts
 * long enough for somebody else to.
 */
async function loginsBefore(
	createdAt: UnixSeconds,
	accountOrName: string,
	clientId: string,
	sessions: SessionStore,
): Promise<Session[]> {
	return (await sessions.sessionsStartingLike(accountOrName)).filter(
		(session) =>
			session.clientId === clientId &&
			createdAt >= session.issuedAt &&
			createdAt <= session.issuedAt + CREATION_TAKES,
	);
}
