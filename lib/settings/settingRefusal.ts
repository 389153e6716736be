import { parseAccount } from '../ethereum/account';
import { ClientsRefused, parseTrustedClients } from '../oauth/trustedClients';
import type { TextKey, TextValues } from '../text/texts';
import { BOUNDS, CHOICES, FORMS, listed, type SettingId, wholeNumber } from './AppSettings';

/** Why a value is not taken, as a sentence for the admin who typed it. */
export interface Refusal {
	readonly key: TextKey;
	readonly values: TextValues;
}

type Check = (value: unknown) => Refusal | undefined;

const CHECKS: Readonly<Partial<Record<SettingId, Check>>> = {
	'service-name': form(FORMS.serviceName, 'refused_name'),
	'client-id': form(FORMS.clientId, 'refused_name'),
	'wallet-oauth-client-id': emptyOr(form(FORMS.clientId, 'refused_name')),
	'sign-in-message': choice('sign-in-message'),
	'code-lifetime': number('code-lifetime'),
	'access-token-lifetime': number('access-token-lifetime'),
	'session-lifetime': number('session-lifetime'),
	'email-domain': emptyOr(form(FORMS.domain, 'refused_domain')),
	access: choice('access'),
	'allowed-accounts': accounts,
	'new-users-per-hour': number('new-users-per-hour'),
	'trusted-clients': clients,
};

/**
 * Says why a setting of the app can't have that value; nothing when it can. `parseSettings` makes the best of
 * whatever is there all the same: a value may have got past this.
 */
export function settingRefusal(id: string, value: unknown): Refusal | undefined {
	return Object.hasOwn(CHECKS, id) ? CHECKS[id as SettingId]?.(value) : undefined;
}

function form(pattern: RegExp, key: TextKey): Check {
	return (value) =>
		typeof value === 'string' && pattern.test(value.trim()) ? undefined : { key, values: {} };
}

function emptyOr(check: Check): Check {
	return (value) => (typeof value === 'string' && value.trim() === '' ? undefined : check(value));
}

function choice(id: keyof typeof CHOICES): Check {
	const choices: readonly unknown[] = CHOICES[id];
	return (value) => (choices.includes(value) ? undefined : { key: 'refused_choice', values: {} });
}

function number(id: keyof typeof BOUNDS): Check {
	const [least, most] = BOUNDS[id];
	return (value) => {
		const whole = wholeNumber(value) ?? -1;
		return whole >= least && whole <= most ? undefined : { key: 'refused_number', values: { least, most } };
	};
}

/** It is told to every admin, and may be a private key that was taken for an address. */
function shortened(entry: string): string {
	return entry.length > 10 ? `${entry.slice(0, 10)}…` : entry;
}

function accounts(value: unknown): Refusal | undefined {
	const wrong = listed(value).find((entry) => !parseAccount(entry));
	return wrong === undefined ? undefined : { key: 'refused_account', values: { entry: shortened(wrong) } };
}

function clients(value: unknown): Refusal | undefined {
	try {
		parseTrustedClients(typeof value === 'string' ? value : '?');
		return undefined;
	} catch (error) {
		if (error instanceof ClientsRefused) {
			return { key: error.key, values: error.values };
		}
		throw error;
	}
}
