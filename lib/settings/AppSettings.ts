import { type Account, parseAccount } from '../ethereum/account';
import { CHALLENGE_LIFETIME_SECONDS } from '../login/challenge';
import type { MessageKind } from '../login/MessageForm';
import type { TrustedClient } from '../oauth/Client';
import { parseTrustedClients } from '../oauth/trustedClients';

/** Who may log in: everybody, only wallets that a user has linked, or only the accounts on a list. */
export type Access = 'anyone' | 'linked' | 'listed';

/** The app's settings as an admin left them, each in a usable form. */
export interface AppSettings {
	readonly serviceName: string;
	readonly clientId: string;
	/** Empty: the derived one counts. */
	readonly clientSecret: string;
	/** The credentials of the app's own client behind `/wallet`; empty: the derived ones count. */
	readonly walletClientId: string;
	readonly walletClientSecret: string;
	readonly signInMessage: MessageKind;
	/** Seconds from making the typed data to redemption. */
	readonly codeLifetime: number;
	/** Seconds; not for Rocket.Chat's own client, whose tokens live shorter. */
	readonly accessTokenLifetime: number;
	readonly sessionLifetime: number;
	/** Domain of the made-up e-mail claim; empty: no such claim. */
	readonly emailDomain: string;
	readonly access: Access;
	readonly allowedAccounts: ReadonlySet<Account>;
	/** 0: no limit. */
	readonly newUsersPerHour: number;
	/** Further clients; none while the setting holds no valid list. */
	readonly trustedClients: readonly TrustedClient[];
	/** With whose token login tokens are asked for, for Rocket.Chat's login frame without Custom OAuth. */
	readonly serviceAccountId: string;
	readonly serviceAccountToken: string;
	readonly createTokenSecret: string;
}

/** Setting ids and their values when nobody has touched them. */
export const DEFAULTS = {
	'sign-in-message': 'eip712',
	access: 'anyone',
	'allowed-accounts': '',
	'new-users-per-hour': 500,
	'code-lifetime': 240,
	'service-name': 'metamask',
	'client-id': 'rocketchat',
	'client-secret': '',
	'email-domain': '',
	'access-token-lifetime': 3600,
	'session-lifetime': 604_800,
	'wallet-oauth-client-id': '',
	'wallet-oauth-clientsecret': '',
	'trusted-clients': '[]',
	'service-account-id': '',
	'service-account-token': '',
	'create-token-secret': '',
} as const;

export type SettingId = keyof typeof DEFAULTS;

const DAY = 86_400;

/** What the settings of free text have to look like. */
export const FORMS = {
	/** It becomes part of the allowed redirect URIs. */
	serviceName: /^[\w-]+$/,
	/** RFC 3986 unreserved: Rocket.Chat puts it into URLs as it is. */
	clientId: /^[\w.~-]+$/,
	domain: /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i,
};

/** The least and the most that a number may be. */
export const BOUNDS = {
	'code-lifetime': [30, CHALLENGE_LIFETIME_SECONDS],
	'access-token-lifetime': [60, DAY],
	'session-lifetime': [60, 366 * DAY],
	'new-users-per-hour': [0, 1_000_000],
} as const;

/** What a setting with a choice may be. */
export const CHOICES = {
	access: ['anyone', 'linked', 'listed'],
	'sign-in-message': ['eip712', 'siwe'],
} as const;

/**
 * Takes the raw values; gives settings that are safe to use whatever an admin typed: a number out of range
 * moves to the nearest bound, an unreadable one to its default, an unknown `access` to the strictest.
 */
export function parseSettings(raw: Readonly<Record<SettingId, unknown>>): AppSettings {
	return {
		// Rocket.Chat uses its custom services' names in lower case.
		serviceName: textOr(raw['service-name'], DEFAULTS['service-name'], FORMS.serviceName).toLowerCase(),
		clientId: textOr(raw['client-id'], DEFAULTS['client-id'], FORMS.clientId),
		clientSecret: textOr(raw['client-secret'], ''),
		walletClientId: textOr(raw['wallet-oauth-client-id'], '', FORMS.clientId),
		walletClientSecret: textOr(raw['wallet-oauth-clientsecret'], ''),
		signInMessage: raw['sign-in-message'] === 'siwe' ? 'siwe' : 'eip712',
		codeLifetime: numberIn(raw, 'code-lifetime'),
		accessTokenLifetime: numberIn(raw, 'access-token-lifetime'),
		sessionLifetime: numberIn(raw, 'session-lifetime'),
		emailDomain: textOr(raw['email-domain'], '', FORMS.domain).toLowerCase(),
		access: accessOf(raw.access),
		allowedAccounts: accountsIn(raw['allowed-accounts']),
		newUsersPerHour: numberIn(raw, 'new-users-per-hour'),
		trustedClients: trustedClientsIn(raw['trusted-clients']),
		serviceAccountId: textOr(raw['service-account-id'], ''),
		serviceAccountToken: textOr(raw['service-account-token'], ''),
		createTokenSecret: textOr(raw['create-token-secret'], ''),
	};
}

function textOr(value: unknown, otherwise: string, form = /./): string {
	return typeof value === 'string' && form.test(value.trim()) ? value.trim() : otherwise;
}

/** The number that a setting's raw value stands for; undefined when it stands for none that can be counted. */
export function wholeNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
}

function numberIn(raw: Readonly<Record<SettingId, unknown>>, id: keyof typeof BOUNDS): number {
	const [least, most] = BOUNDS[id];
	return Math.min(Math.max(wholeNumber(raw[id]) ?? DEFAULTS[id], least), most);
}

function accessOf(value: unknown): Access {
	return value === 'anyone' || value === 'linked' ? value : 'listed';
}

function accountsIn(value: unknown): ReadonlySet<Account> {
	return new Set(
		listed(value)
			.map(parseAccount)
			.filter((account) => account !== undefined),
	);
}

/** What a list has one of in each line, or with commas between. */
export function listed(value: unknown): string[] {
	return typeof value === 'string' ? value.split(/[\s,;]+/).filter((entry) => entry !== '') : [];
}

function trustedClientsIn(value: unknown): readonly TrustedClient[] {
	try {
		return parseTrustedClients(typeof value === 'string' ? value : '');
	} catch {
		return [];
	}
}
