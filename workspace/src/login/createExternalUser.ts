import type { WorkspaceContext } from '../context';
import type { NewUser, UserDocument } from '../users';
import type { CustomOAuthService } from './customOAuthService';
import { LoginError } from './loginError';
import type { LoginRelease } from './loginRelease';
import type { ServiceData } from './serviceData';
import { suggestUsername } from './suggestUsername';

type Context = Pick<WorkspaceContext, 'users' | 'settings' | 'clock' | 'mails'>;

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

async function newUserRoles({ users, settings }: Context): Promise<string[]> {
	const roles = settings
		.text('Accounts_Registration_AuthenticationServices_Default_Roles')
		.split(',')
		.map((role) => role.trim())
		.filter(Boolean);
	const [admin] = await users.find({ roles: 'admin', type: 'user' });
	return admin ? roles : [...new Set([...roles, 'admin'])];
}

const TWO_FACTOR = 'Accounts_TwoFactorAuthentication';

/** Whether a new user gets e-mail two-factor without asking for it. */
function optsIn(settings: Context['settings'], { optIn }: LoginRelease): boolean {
	const switches = optIn === 'ownSwitch' ? [] : [`${TWO_FACTOR}_Enabled`, `${TWO_FACTOR}_By_Email_Enabled`];
	return [...switches, `${TWO_FACTOR}_By_Email_Auto_Opt_In`].every((id) => settings.enabled(id));
}

/** Tells the admins that a new user waits. @throws Error for a user without e-mail, in releases that need one */
async function askForApproval(
	{ users, settings, clock, mails }: Context,
	user: NewUser,
	{ approvalWithoutEmail }: LoginRelease,
): Promise<void> {
	const [email] = user.emails ?? [];
	if (!email && approvalWithoutEmail === 'fails') {
		throw new Error('the mail about a new user to approve needs an e-mail address of that user');
	}
	for (const admin of await users.find({ roles: 'admin' })) {
		for (const { address } of admin.emails ?? []) {
			mails.send({
				to: address,
				subject: `[${settings.text('Site_Name')}] A new user registered and needs approval`,
				text: `The user ${user.name} (${email?.address ?? ''}) has been registered. Please check and approve it.`,
				sentAt: new Date(clock.now()),
			});
		}
	}
}

async function refuseDuplicates({ users }: Context, user: NewUser): Promise<void> {
	for (const { address } of user.emails ?? []) {
		if (await users.findByEmail(address)) {
			throw new LoginError(403, 'Email already exists.');
		}
	}
	if (user.username && (await users.findByUsername(user.username))) {
		throw new LoginError(403, 'Username already exists.');
	}
}

/**
 * Creates the user of an external login that found none, as the server's settings say. The first user of a
 * workspace without an admin becomes admin.
 *
 * @param login the service, and what it said
 * @returns the new user, who may be inactive until an admin approves
 * @throws LoginError when services may not register users, or username or e-mail is taken
 */
export async function createExternalUser(
	context: Context,
	login: { service: CustomOAuthService; data: ServiceData },
	release: LoginRelease,
): Promise<UserDocument> {
	const { service, data } = login;
	const { settings, users, clock } = context;
	const email = text(data.email);
	const name = text(data.name) ?? text(data.username);
	const active = !settings.enabled('Accounts_ManuallyApproveNewUsers');
	const verified = settings.enabled('Accounts_Verify_Email_For_External_Accounts');
	const optIn = optsIn(settings, release);
	const configuredUsername = service.usernameField ? text(data.username) : undefined;
	const user: NewUser = {
		username: configuredUsername ?? (await suggestUsername(users, name, email)),
		...(name && { name }),
		...(email && { emails: [{ address: email, verified }] }),
		...(email && service.emailField && { email }),
		services: {
			[service.name]: data,
			...(optIn && { email2fa: { enabled: true, changedAt: new Date(clock.now()) } }),
		},
		active,
		type: 'user',
		status: 'offline',
	};
	if (!active) {
		await askForApproval(context, user, release);
	}
	if (!settings.enabled('Accounts_Registration_AuthenticationServices_Enabled')) {
		throw new LoginError(
			'registration-disabled-authentication-services',
			'User registration is disabled for authentication services',
		);
	}
	await refuseDuplicates(context, user);
	return users.insert({ ...user, roles: await newUserRoles(context) });
}
