import { expect, test } from 'vitest';
import { checkSetting, DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';

const ADDRESS = `0x${'aB'.repeat(20)}`;

test.each(Object.entries(DEFAULTS))('the default of %s is taken', (id, value) => {
	expect(checkSetting(id, value)).toBeUndefined();
});

test.each([
	['service-name', ' MetaMask '],
	['wallet-oauth-client-id', 'x.y~z'],
	['code-lifetime', '30'],
	['code-lifetime', 300],
	['new-users-per-hour', 0],
	['email-domain', 'mail.example.com'],
	['access', 'listed'],
	['allowed-accounts', `${ADDRESS}\n\n${ADDRESS}, ${ADDRESS.toLowerCase()}\n`],
	['trusted-clients', ''],
	['client-secret', 'anything'],
	['of another version', { of: 'the app' }],
	['constructor', 1],
])('%s: %j is taken', (id, value) => {
	expect(checkSetting(id, value)).toBeUndefined();
});

test.each([
	['service-name', '../../x', 'refused_name'],
	['service-name', '', 'refused_name'],
	['client-id', 'a b', 'refused_name'],
	['client-id', null, 'refused_name'],
	['wallet-oauth-client-id', 'ä', 'refused_name'],
	['sign-in-message', 'EIP712', 'refused_choice'],
	['access', undefined, 'refused_choice'],
	['code-lifetime', 29, 'refused_number'],
	['code-lifetime', 301, 'refused_number'],
	['code-lifetime', '', 'refused_number'],
	['access-token-lifetime', 'soon', 'refused_number'],
	['session-lifetime', 60.5, 'refused_number'],
	['new-users-per-hour', -1, 'refused_number'],
	['email-domain', '@example.com', 'refused_domain'],
	['email-domain', 'localhost', 'refused_domain'],
	['allowed-accounts', `${ADDRESS}\n0x12`, 'refused_account'],
	['trusted-clients', '{}', 'clients_not_json'],
	['trusted-clients', 7, 'clients_not_json'],
	['trusted-clients', '[{}]', 'clients_field'],
] as const)('%s: %j is refused', (id, value, key) => {
	expect(checkSetting(id, value)?.key).toBe(key);
});

test('a number is refused with what it may be, a list with the entry that is none', () => {
	expect(checkSetting('code-lifetime', 9)?.values).toEqual({ least: 30, most: 300 });
	expect(checkSetting('allowed-accounts', `${ADDRESS} nonsense`)?.values.entry).toBe('nonsense');
});

test('a private key that was pasted for an address is not sent to every admin', () => {
	const refusal = checkSetting('allowed-accounts', `0x${'5e'.repeat(32)}`);
	expect(refusal?.values.entry).toBe('0x5e5e5e5e…');
});

test('what is taken is used as it is: nothing moves it to a bound or a default', () => {
	for (const [id, value, field] of [
		['access-token-lifetime', 61, 'accessTokenLifetimeSeconds'],
		['session-lifetime', 366 * 86_400, 'sessionLifetimeSeconds'],
		['new-users-per-hour', 1_000_000, 'newUsersPerHour'],
	] as const) {
		expect(checkSetting(id, value)).toBeUndefined();
		expect(parseSettings({ ...DEFAULTS, [id]: value })[field]).toBe(value);
	}
});
