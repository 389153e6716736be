import { type Account, parseAccount } from './account';

/** Who may log in: everybody, only wallets that a user has linked, or only the accounts on a list. */
export type Access = 'anyone' | 'linked' | 'listed';

/** The app's settings as an admin left them, each in a usable form. */
export interface Settings {
	readonly serviceName: string;
	readonly clientId: string;
	/** Empty: the derived one counts. */
	readonly clientSecret: string;
	/** Seconds from making the typed data to redemption. */
	readonly codeLifetime: number;
	/** Domain of the made-up e-mail claim; empty: no such claim. */
	readonly emailDomain: string;
	readonly access: Access;
	readonly allowedAccounts: ReadonlySet<Account>;
	/** 0: no limit. */
	readonly newUsersPerHour: number;
}

/** Setting ids and their values when nobody has touched them. */
export const DEFAULTS = {
	'service-name': 'metamask',
	'client-id': 'rocketchat',
	'client-secret': '',
	'code-lifetime': 240,
	'email-domain': '',
	access: 'anyone',
	'allowed-accounts': '',
	'new-users-per-hour': 500,
} as const;

export type SettingId = keyof typeof DEFAULTS;

/** No code may outlive its challenge. */
const LONGEST_CODE_LIFETIME = 300;
const SHORTEST_CODE_LIFETIME = 30;

/**
 * Takes the raw values; gives settings that are safe to use whatever an admin typed: a number out of range
 * moves to the nearest bound, an unreadable one to its default, an unknown `access` to the strictest.
 */
export function parseSettings(raw: Readonly<Record<SettingId, unknown>>): Settings {
	return {
		// Rocket.Chat uses its custom services' names in lower case.
		serviceName: textOr(raw['service-name'], DEFAULTS['service-name']).toLowerCase(),
		clientId: textOr(raw['client-id'], DEFAULTS['client-id']),
		clientSecret: textOr(raw['client-secret'], ''),
		codeLifetime: Math.min(
			Math.max(wholeNumberOr(raw['code-lifetime'], DEFAULTS['code-lifetime']), SHORTEST_CODE_LIFETIME),
			LONGEST_CODE_LIFETIME,
		),
		emailDomain: textOr(raw['email-domain'], '').toLowerCase(),
		access: accessOf(raw.access),
		allowedAccounts: accountsIn(raw['allowed-accounts']),
		newUsersPerHour: wholeNumberOr(raw['new-users-per-hour'], DEFAULTS['new-users-per-hour']),
	};
}

function textOr(value: unknown, otherwise: string): string {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : otherwise;
}

function wholeNumberOr(value: unknown, otherwise: number): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : otherwise;
}

function accessOf(value: unknown): Access {
	return value === 'anyone' || value === 'linked' ? value : 'listed';
}

function accountsIn(value: unknown): ReadonlySet<Account> {
	const lines = typeof value === 'string' ? value.split(/[\s,;]+/) : [];
	return new Set(lines.map(parseAccount).filter((account) => account !== undefined));
}
