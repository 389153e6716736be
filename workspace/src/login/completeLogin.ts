import type { WorkspaceContext } from '../context';
import type { UserDocument } from '../users';
import { LoginError } from './loginError';
import { checkSecondFactor } from './twoFactor';

type Context = Pick<WorkspaceContext, 'users' | 'settings' | 'clock' | 'mails' | 'loginTokens'>;

/** A successful login. */
export interface CompletedLogin {
	user: UserDocument;
	authToken: string;
}

/** @throws LoginError for a deactivated user, and for the user of an app */
export function refuseBarredUser(user: UserDocument): void {
	if (user.type === 'app') {
		throw new LoginError('error-app-user-is-not-allowed-to-login', 'App user is not allowed to login');
	}
	if (!user.active) {
		throw new LoginError('error-user-is-not-activated', 'User is not activated');
	}
}

/**
 * The last steps of every login but a resumed one: checks that the user is active and gives the second factor,
 * records the login, notifies apps, and makes a token.
 *
 * @param code the second factor's code, if the user typed one
 * @throws LoginError
 */
export async function completeLogin(
	context: Context,
	user: UserDocument,
	code?: string,
): Promise<CompletedLogin> {
	refuseBarredUser(user);
	await checkSecondFactor(context, user, code);
	const noted = await context.users.noteLogin(user._id);
	const { token } = await context.loginTokens.issue(user._id);
	return { user: noted, authToken: token };
}
