import type { WorkspaceContext } from '../context';
import type { UserDocument } from '../users';
import { sendEmailCodeIfNeeded, tooManyAttempts, verifiedEmails, verifyEmailCode } from './emailCode';
import { LoginError } from './loginError';

type Context = Pick<WorkspaceContext, 'users' | 'settings' | 'clock' | 'mails'>;

const SETTING = 'Accounts_TwoFactorAuthentication';

/** Everything else under `services` is a login service, whether or not it left a token. */
const OWN_SERVICES = new Set([
	'emailCode',
	'email2fa',
	'totp',
	'resume',
	'password',
	'passwordHistory',
	'cloud',
	'email',
]);

function isOAuthUser(user: UserDocument): boolean {
	return Object.keys(user.services).some((service) => !OWN_SERVICES.has(service));
}

/**
 * Whether e-mail two-factor applies to a user: only one with a verified address has it. The switch for two-factor
 * as a whole is not looked at: the modern client never reads it.
 */
export function needsEmailCode({ settings }: Pick<Context, 'settings'>, user: UserDocument): boolean {
	const appliesToOAuth = settings.enabled('Accounts_twoFactorAuthentication_email_available_for_OAuth_users');
	return (
		settings.enabled(`${SETTING}_By_Email_Enabled`) &&
		(appliesToOAuth || !isOAuthUser(user)) &&
		user.services.email2fa?.enabled === true &&
		verifiedEmails(user).length > 0
	);
}

/**
 * The second factor of a login, as the classic flow and the password login ask it: at each login, the first
 * included. Sends a code by mail when none is valid.
 *
 * @param code what the user typed, if anything
 * @throws LoginError `totp-required`, `totp-invalid` or `totp-max-attempts`, with the details the client shows
 */
export async function checkSecondFactor(context: Context, user: UserDocument, code?: string): Promise<void> {
	if (!context.settings.enabled(`${SETTING}_Enabled`) || !needsEmailCode(context, user)) {
		return;
	}
	const codeGenerated = await sendEmailCodeIfNeeded(context, user);
	const details = {
		method: 'email',
		codeGenerated,
		emailOrUsername: user.username ?? verifiedEmails(user)[0],
		availableMethods: ['email'],
	};
	if (!code) {
		throw new LoginError('totp-required', 'TOTP Required', details);
	}
	const current = (await context.users.findById(user._id)) ?? user;
	if (await verifyEmailCode(context, current, code)) {
		return;
	}
	const after = (await context.users.findById(user._id)) ?? user;
	if (tooManyAttempts(context, after)) {
		throw new LoginError('totp-max-attempts', 'TOTP Maximun Failed Attempts Reached', details);
	}
	throw new LoginError('totp-invalid', 'TOTP Invalid', details);
}

/** Whether a user registered so recently that the modern flow asks no second factor. */
export function registeredJustNow({ settings, clock }: Context, user: UserDocument): boolean {
	const seconds = Number(settings.get(`${SETTING}_RememberFor`));
	return user.createdAt.getTime() + seconds * 1000 > clock.now();
}
