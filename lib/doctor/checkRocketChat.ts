import type { Facts } from './Facts';
import { error, type Finding, ok, warning } from './Finding';

/** A user is asked for a code by e-mail when all of these are on and there is a verified address. */
const EMAIL_TWO_FACTOR = [
	'Accounts_TwoFactorAuthentication_Enabled',
	'Accounts_TwoFactorAuthentication_By_Email_Enabled',
	'Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In',
	'Accounts_twoFactorAuthentication_email_available_for_OAuth_users',
] as const;

const OPT_IN = EMAIL_TWO_FACTOR[2];
const APPROVAL = 'Accounts_ManuallyApproveNewUsers';
const REGISTRATION = 'Accounts_Registration_AuthenticationServices_Enabled';
const MODERN = 'Accounts_OAuth_Use_Modern_Flow';

/** The server's settings that the findings here depend on. */
export const ROCKET_CHAT_SETTINGS: readonly string[] = [...EMAIL_TWO_FACTOR, APPROVAL, REGISTRATION, MODERN];

/** A modern login session expires after five minutes; the rest is for the way there and back. */
const MAX_MODERN_SECONDS = 240;

/** Rocket.Chat's own settings around a login. */
export function checkRocketChat({ server, settings }: Facts): Finding[] {
	const asksForCodes =
		settings.emailDomain !== undefined && EMAIL_TWO_FACTOR.every((id) => server[id] === true);
	const takesNewUsers = server[REGISTRATION] !== false || settings.access === 'linked';
	const isTooSlow = server[MODERN] === true && settings.codeLifetimeSeconds > MAX_MODERN_SECONDS;
	return [
		asksForCodes ? error(OPT_IN, 'doctor_two_factor') : ok(OPT_IN),
		server[APPROVAL] === true ? warning(APPROVAL, 'doctor_approval') : ok(APPROVAL),
		takesNewUsers ? ok(REGISTRATION) : warning(REGISTRATION, 'doctor_registration'),
		isTooSlow ? warning('code-lifetime', 'doctor_code_lifetime') : ok('code-lifetime'),
	];
}
