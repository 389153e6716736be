import { type Account, parseAccount } from '../ethereum/account';
import type { Context } from '../provider/Context';
import type { Session } from '../session/Session';
import { makePlaceholderEmail } from './makePlaceholderEmail';
import { looksLikeWalletUsername, makeUsernames } from './makeUsername';
import type { User } from './User';

/** Rocket.Chat creates the user as soon as it has redeemed the code; this leaves room for slow servers. */
const MAX_CREATION_SECONDS = 300;

/**
 * How late the clock of the server that creates the user may be. Few seconds: somebody who has learned the name could
 * register it shortly before the wallet's next login.
 */
const MAX_CREATION_SKEW_SECONDS = 5;

/** A user at the moment of creation, who may have been renamed or deleted since. */
type NewUser = Pick<User, 'id' | 'username' | 'emails' | 'createdAt'>;

type LoginContext = Pick<Context, 'settings' | 'stores'>;
type IdentityContext = Pick<Context, 'settings' | 'keys' | 'stores' | 'now'>;

/**
 * Records whose wallet a user is that Rocket.Chat has just created: the one whose tagged name, or tagged
 * e-mail address, the user has. Users who came another way are left alone.
 */
export async function recordCreatedUser(user: NewUser, context: IdentityContext): Promise<void> {
	const { wallets } = context.stores;
	const account = (await accountByEmail(user, context)) ?? (await accountByName(user, context));
	if (account && !(await wallets.findOwner(account))) {
		await wallets.recordCreated(account, user.id, context.now);
	}
}

/** The name holds only the address's start; the session that asked for the user tells the rest. */
async function accountByName(user: NewUser, context: IdentityContext): Promise<Account | undefined> {
	const { keys, stores } = context;
	if (!looksLikeWalletUsername(user.username)) {
		return undefined;
	}
	const logins = await loginsBefore(user, user.username, context);
	const accounts = [...new Set(logins.map(({ account }) => account))];
	const records = await Promise.all(accounts.map((account) => stores.accounts.read(account)));
	return accounts.find((account, index) =>
		makeUsernames(account, keys, records[index]?.releases ?? 0).includes(user.username),
	);
}

/** The address tells the whole account; it may have been known before, so there must be a login to match it. */
async function accountByEmail(user: NewUser, context: IdentityContext): Promise<Account | undefined> {
	const { emailDomain } = context.settings;
	if (!emailDomain) {
		return undefined;
	}
	for (const email of user.emails) {
		const account = parseAccount(email.split('.')[0]);
		if (account && makePlaceholderEmail(account, context.keys.emailTag, emailDomain) === email) {
			return (await wasCreatedBy(account, user, context)) ? account : undefined;
		}
	}
	return undefined;
}

/**
 * Whether Rocket.Chat created this user, who has the wallet's tagged name or address, at a login of the wallet. The
 * event that would have recorded it may still be under way, or be lost. Nobody could know the name before.
 */
export async function wasCreatedBy(
	account: Account,
	user: Pick<User, 'createdAt'>,
	context: LoginContext,
): Promise<boolean> {
	const logins = await loginsBefore(user, account, context);
	return logins.some((session) => session.account === account);
}

/**
 * The logins that a user could have been created at. To Rocket.Chat alone: another client's session makes no user,
 * and lasts long enough for somebody else to.
 */
async function loginsBefore(
	{ createdAt }: Pick<User, 'createdAt'>,
	accountOrName: string,
	{ settings, stores }: LoginContext,
): Promise<Session[]> {
	return (await stores.sessions.listByStart(accountOrName)).filter(
		(session) =>
			session.clientId === settings.clientId &&
			createdAt >= session.issuedAt - MAX_CREATION_SKEW_SECONDS &&
			createdAt <= session.issuedAt + MAX_CREATION_SECONDS,
	);
}
