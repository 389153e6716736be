import { type Account, parseAccount } from './account';
import { CHALLENGE_LIFETIME } from './challenge';
import type { Client } from './client';
import type { MessageKind } from './messageForm';
import { parseTrustedClients } from './trustedClients';

/** Who may log in: everybody, only wallets that a user has linked, or only the accounts on a list. */
export type Access = 'anyone' | 'linked' | 'listed';

/** The app's settings as an admin left them, each in a usable form. */
export interface Settings {
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
	readonly trustedClients: readonly Client[];
}

/** Setting ids and their values when nobody has touched them. */
export const DEFAULTS = {
	'service-name': 'metamask',
	'client-id': 'rocketchat',
	'client-secret': '',
	'wallet-oauth-client-id': '',
	'wallet-oauth-clientsecret': '',
	'sign-in-message': 'eip712',
	'code-lifetime': 240,
	'access-token-lifetime': 3600,
	'session-lifetime': 604_800,
	'email-domain': '',
	access: 'anyone',
	'allowed-accounts': '',
	'new-users-per-hour': 500,
	'trusted-clients': '[]',
} as const;

export type SettingId = keyof typeof DEFAULTS;

const DAY = 86_400;

/** It becomes part of the allowed redirect URIs. */
const SERVICE_NAME = /^[\w-]+$/;
/** RFC 3986 unreserved: Rocket.Chat puts it into URLs as it is. */
const CLIENT_ID = /^[\w.~-]+$/;
const DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i;

/**
 * Takes the raw values; gives settings that are safe to use whatever an admin typed: a number out of range
 * moves to the nearest bound, an unreadable one to its default, an unknown `access` to the strictest.
 */
export function parseSettings(raw: Readonly<Record<SettingId, unknown>>): Settings {
	return {
		// Rocket.Chat uses its custom services' names in lower case.
		serviceName: textOr(raw['service-name'], DEFAULTS['service-name'], SERVICE_NAME).toLowerCase(),
		clientId: textOr(raw['client-id'], DEFAULTS['client-id'], CLIENT_ID),
		clientSecret: textOr(raw['client-secret'], ''),
		walletClientId: textOr(raw['wallet-oauth-client-id'], '', CLIENT_ID),
		walletClientSecret: textOr(raw['wallet-oauth-clientsecret'], ''),
		signInMessage: raw['sign-in-message'] === 'siwe' ? 'siwe' : 'eip712',
		codeLifetime: secondsWithin(raw, 'code-lifetime', 30, CHALLENGE_LIFETIME),
		accessTokenLifetime: secondsWithin(raw, 'access-token-lifetime', 60, DAY),
		sessionLifetime: secondsWithin(raw, 'session-lifetime', 60, 366 * DAY),
		emailDomain: textOr(raw['email-domain'], '', DOMAIN).toLowerCase(),
		access: accessOf(raw.access),
		allowedAccounts: accountsIn(raw['allowed-accounts']),
		newUsersPerHour: wholeNumberOr(raw['new-users-per-hour'], DEFAULTS['new-users-per-hour']),
		trustedClients: trustedClientsIn(raw['trusted-clients']),
	};
}

function textOr(value: unknown, otherwise: string, form = /./): string {
	return typeof value === 'string' && form.test(value.trim()) ? value.trim() : otherwise;
}

function wholeNumberOr(value: unknown, otherwise: number): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : otherwise;
}

function secondsWithin(
	raw: Readonly<Record<SettingId, unknown>>,
	id: 'code-lifetime' | 'access-token-lifetime' | 'session-lifetime',
	shortest: number,
	longest: number,
): number {
	return Math.min(Math.max(wholeNumberOr(raw[id], DEFAULTS[id]), shortest), longest);
}

function accessOf(value: unknown): Access {
	return value === 'anyone' || value === 'linked' ? value : 'listed';
}

function accountsIn(value: unknown): ReadonlySet<Account> {
	const lines = typeof value === 'string' ? value.split(/[\s,;]+/) : [];
	return new Set(lines.map(parseAccount).filter((account) => account !== undefined));
}

function trustedClientsIn(value: unknown): readonly Client[] {
	try {
		return parseTrustedClients(typeof value === 'string' ? value : '');
	} catch {
		return [];
	}
}
