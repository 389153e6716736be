import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';

test('untouched settings are the documented ones', () => {
	expect(parseSettings(DEFAULTS)).toEqual({
		serviceName: 'metamask',
		clientId: 'rocketchat',
		clientSecret: undefined,
		walletClientId: undefined,
		walletClientSecret: undefined,
		signInMessage: 'eip712',
		codeLifetimeSeconds: 240,
		accessTokenLifetimeSeconds: 3600,
		sessionLifetimeSeconds: 604_800,
		emailDomain: undefined,
		access: 'anyone',
		allowedAccounts: new Set(),
		newUsersPerHour: 500,
		trustedClients: [],
		serviceAccount: undefined,
	});
});

test.each([
	[999, 300],
	[1, 30],
	['120', 120],
	['soon', 240],
	[Number.NaN, 240],
	[null, 240],
])('a code lifetime of %j becomes %d: no code outlives its challenge', (value, seconds) => {
	expect(parseSettings({ ...DEFAULTS, 'code-lifetime': value }).codeLifetimeSeconds).toBe(seconds);
});

test('an access that nobody knows lets in only who is listed', () => {
	expect(parseSettings({ ...DEFAULTS, access: 'everybody' }).access).toBe('listed');
	expect(parseSettings({ ...DEFAULTS, access: undefined }).access).toBe('listed');
});

test('allowed accounts are read in any case, one a line or with commas; what is none is left out', () => {
	const list = `0x${'AB'.repeat(20)}\n  0x${'cd'.repeat(20)}, nonsense\r\n`;
	expect([...parseSettings({ ...DEFAULTS, 'allowed-accounts': list }).allowedAccounts]).toEqual([
		`0x${'ab'.repeat(20)}`,
		`0x${'cd'.repeat(20)}`,
	]);
});

test("the service's name is in lower case, as in Rocket.Chat's URLs", () => {
	expect(parseSettings({ ...DEFAULTS, 'service-name': ' MetaMask ' }).serviceName).toBe('metamask');
});

test.each([
	['service-name', '../../x', 'serviceName', 'metamask'],
	['service-name', 'a.b', 'serviceName', 'metamask'],
	['client-id', 'a b', 'clientId', 'rocketchat'],
	['client-id', 'a:b&c', 'clientId', 'rocketchat'],
	['email-domain', '@x example', 'emailDomain', undefined],
	['email-domain', 'localhost', 'emailDomain', undefined],
] as const)('%s %j is not taken', (id, value, field, otherwise) => {
	expect(parseSettings({ ...DEFAULTS, [id]: value })[field]).toBe(otherwise);
});

test('no limit on new users is 0 on the page, and nothing else is', () => {
	expect(parseSettings({ ...DEFAULTS, 'new-users-per-hour': 0 }).newUsersPerHour).toBeUndefined();
	expect(parseSettings({ ...DEFAULTS, 'new-users-per-hour': -1 }).newUsersPerHour).toBe(500);
});

test('half a service account is none', () => {
	const of = (...[id, token, secret]: string[]) =>
		parseSettings({
			...DEFAULTS,
			'service-account-id': id,
			'service-account-token': token,
			'create-token-secret': secret,
		}).serviceAccount;
	expect(of('bot', '', 's3cret')).toBeUndefined();
	expect(of(' ', 'token', '')).toBeUndefined();
	expect(of('bot', 'token', '')).toEqual({ id: 'bot', token: 'token', secret: undefined });
	expect(of('bot', ' token ', 's3cret')).toEqual({ id: 'bot', token: 'token', secret: 's3cret' });
});

test('garbage never throws and never loosens the bounds', () => {
	const garbage = fc.record(
		Object.fromEntries(Object.keys(DEFAULTS).map((id) => [id, fc.anything()])) as Record<
			keyof typeof DEFAULTS,
			fc.Arbitrary<unknown>
		>,
	);
	fc.assert(
		fc.property(garbage, (raw) => {
			const settings = parseSettings(raw);
			expect(settings.codeLifetimeSeconds).toBeGreaterThanOrEqual(30);
			expect(settings.codeLifetimeSeconds).toBeLessThanOrEqual(300);
			expect(settings.newUsersPerHour ?? 1).toBeGreaterThan(0);
			expect(settings.serviceName).not.toBe('');
			expect(settings.clientId).not.toBe('');
		}),
	);
});
