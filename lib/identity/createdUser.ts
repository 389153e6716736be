import { type Account, parseAccount } from '../ethereum/account';
import type { User } from '../host/UserReader';
import type { DerivedKeys } from '../keys/deriveKeys';
import type { Configuration } from '../provider/Configuration';
import type { Session } from '../session/Session';
import type { AppSettings } from '../settings/AppSettings';
import type { SessionStore } from '../store/SessionStore';
import type { Stores } from '../store/Stores';
import type { WalletStore } from '../store/WalletStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import { looksLikeWalletName, namesFor, walletEmail } from './walletName';

/** Rocket.Chat creates the user at once when it has redeemed the code; this leaves room for slow servers. */
const CREATION_TAKES = 300;

/** A user at the moment of creation; it may have been renamed or deleted since. */
type CreatedUser = Pick<User, 'id' | 'username' | 'emails' | 'createdAt'>;

/**
 * Records whose wallet a user is that Rocket.Chat has just created: the one whose tagged name, or tagged
 * e-mail address, it bears. Users who came another way are left alone.
 */
export async function recordCreatedUser(
	user: CreatedUser,
	{ keys, settings }: Pick<Configuration, 'keys' | 'settings'>,
	{ sessions, wallets }: Stores,
	now: UnixSeconds,
): Promise<void> {
	const account =
		(await accountByEmail(user, keys, settings, sessions)) ??
		(await accountByName(user, keys, settings.clientId, sessions, wallets));
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
	const accounts = [...new Set(logins.map(({ account }) => account))];
	const records = await Promise.all(accounts.map((account) => wallets.recordOf(account)));
	return accounts.find((account, index) =>
		namesFor(account, keys, records[index]?.releases ?? 0).includes(user.username),
	);
}

/** The address tells the whole account; it may have been known before, so a login has to fit it. */
async function accountByEmail(
	user: CreatedUser,
	keys: DerivedKeys,
	settings: AppSettings,
	sessions: SessionStore,
): Promise<Account | undefined> {
	const { emailDomain } = settings;
	for (const email of user.emails) {
		const account = parseAccount(email.split('.')[0]);
		if (account && emailDomain !== '' && walletEmail(account, keys.emailTag, emailDomain) === email) {
			return (await wasCreatedBy(account, user, settings, sessions)) ? account : undefined;
		}
	}
	return undefined;
}

/**
 * Whether Rocket.Chat created this user, who bears the wallet's tagged name or address, at a login of the wallet. The
 * event that would have recorded it may still be under way, or be lost. Nobody could know the name before.
 */
export async function wasCreatedBy(
	account: Account,
	user: Pick<User, 'createdAt'>,
	{ clientId }: AppSettings,
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
