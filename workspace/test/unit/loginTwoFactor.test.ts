import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/login/password';
import { Visitor } from '../../src/visitor/Visitor';
import { type Client, type LoginWorkspace, startLoginWorkspace } from './loginWorkspace';

const ADDRESS = 'ada@x.test';
const REMEMBERED = 1800 * 1000;

let workspace: LoginWorkspace;
beforeEach(async () => {
	workspace = await startLoginWorkspace();
	workspace.provider.identity.email = ADDRESS;
});
afterEach(() => workspace.close());

/** The code of the newest mail, as it is written there: with a dash. */
function mailedCode(): string {
	return workspace.mails.lastTo(ADDRESS)?.text.match(/\d{3}-\d{3}/)?.[0] ?? '';
}

/** One who registered long enough ago for both clients to ask. */
async function registered(): Promise<string> {
	const { userId } = await workspace.login('modern');
	workspace.clock.advance(REMEMBERED);
	return userId;
}

describe.each<Client>(['classic', 'modern'])('%s', (client) => {
	test('asks for the mailed code of a user with a verified address', async () => {
		const userId = await registered();
		const login = await workspace.login(client, { twoFactorCode: mailedCode });
		expect(login.userId).toBe(userId);
		expect(workspace.mails.lastTo(ADDRESS)?.subject).toBe('Authentication code');
	});

	test('refuses a wrong code', async () => {
		await registered();
		const wrong = () => (mailedCode() === '000-000' ? '111-111' : '000-000');
		await expect(workspace.login(client, { twoFactorCode: wrong })).rejects.toMatchObject({
			shown: expect.stringMatching(/totp-invalid|error-invalid-code/),
		});
	});

	test('does not ask a user without e-mail', async () => {
		delete workspace.provider.identity.email;
		await registered();
		expect((await workspace.login(client)).user.username).toBe('ada');
	});

	test.each([
		['with an unverified address', 'Accounts_Verify_Email_For_External_Accounts'],
		['who was not opted in', 'Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In'],
	])('does not ask a user %s', async (_, setting) => {
		await workspace.settings.set(setting, false);
		await registered();
		expect((await workspace.login(client)).user.username).toBe('ada');
		expect(workspace.mails.sent).toEqual([]);
	});

	test.each([
		'Accounts_TwoFactorAuthentication_By_Email_Enabled',
		'Accounts_twoFactorAuthentication_email_available_for_OAuth_users',
	])('does not ask with %s off', async (setting) => {
		await registered();
		await workspace.settings.set(setting, false);
		expect((await workspace.login(client)).user.username).toBe('ada');
	});
});

test('with two-factor off as a whole, modern asks all the same, classic does not', async () => {
	await registered();
	await workspace.settings.set('Accounts_TwoFactorAuthentication_Enabled', false);
	expect((await workspace.login('classic')).user.username).toBe('ada');
	await expect(workspace.login('modern')).rejects.toMatchObject({ shown: 'TOTP Required [totp-required]' });
});

test.each([
	['today only with all switches on', 'allSwitches', undefined],
	['on older servers by its own switch alone', 'ownSwitch', { enabled: true }],
] as const)('a new user is opted in: %s', async (_, optIn, expected) => {
	const release = await startLoginWorkspace({ optIn });
	await release.settings.set('Accounts_TwoFactorAuthentication_By_Email_Enabled', false);
	const { userId } = await release.login('classic');
	release.close();
	const email2fa = (await release.users.findById(userId))?.services.email2fa;
	expect(email2fa).toEqual(expected && expect.objectContaining(expected));
});

test('a merged user who never got a token is an OAuth user, too', async () => {
	await workspace.settings.set('Accounts_twoFactorAuthentication_email_available_for_OAuth_users', false);
	await workspace.addUser({
		username: 'bob',
		emails: [{ address: ADDRESS, verified: true }],
		services: { password: await hashPassword('pass'), email2fa: { enabled: true }, acme: { id: 'bob-1' } },
	});
	const body = { user: 'bob', password: 'pass' };
	const { status } = await new Visitor(workspace.site).postJson(`${workspace.site}/api/v1/login`, body);
	expect(status).toBe(200);
});

test('classic asks at the very first login; modern not within half an hour of it', async () => {
	await expect(workspace.login('classic')).rejects.toMatchObject({ shown: 'TOTP Required [totp-required]' });
	expect((await workspace.login('modern')).user.username).toBe('ada');
	workspace.clock.advance(REMEMBERED);
	await expect(workspace.login('modern')).rejects.toMatchObject({ shown: 'TOTP Required [totp-required]' });
});

test('totp-required has the details the client shows; a second call sends no second mail', async () => {
	const details = { method: 'email', emailOrUsername: 'ada', availableMethods: ['email'] };
	await expect(workspace.login('classic')).rejects.toMatchObject({
		answer: { error: 'totp-required', details: { ...details, codeGenerated: true } },
	});
	await expect(workspace.login('classic')).rejects.toMatchObject({
		answer: { error: 'totp-required', details: { ...details, codeGenerated: false } },
	});
	expect(workspace.mails.sent).toHaveLength(1);
});

test('a code works once, and not after an hour', async () => {
	await workspace.login('classic', { twoFactorCode: mailedCode });
	const used = mailedCode();
	await expect(workspace.login('classic', { twoFactorCode: () => used })).rejects.toThrow('totp-invalid');
	const expired = mailedCode();
	workspace.clock.advance(3600 * 1000 + 1);
	await expect(workspace.login('classic', { twoFactorCode: () => expired })).rejects.toThrow('totp-invalid');
});

test('five wrong codes end a code, and a new one is mailed', async () => {
	await expect(workspace.login('classic')).rejects.toThrow('totp-required');
	const first = mailedCode();
	const wrong = first === '000-000' ? '111-111' : '000-000';
	for (let attempt = 1; attempt <= 5; attempt++) {
		const error = attempt < 5 ? 'totp-invalid' : 'totp-max-attempts';
		await expect(workspace.login('classic', { twoFactorCode: () => wrong })).rejects.toThrow(error);
	}
	await expect(workspace.login('classic', { twoFactorCode: () => first })).rejects.toThrow('totp-invalid');
	expect(workspace.mails.sent).toHaveLength(2);
});

test('the code may come in the header x-2fa-code, too', async () => {
	const body = { serviceName: 'acme', accessToken: 'a token of the provider', expiresIn: 60 };
	const visitor = new Visitor(workspace.site);
	const call = (headers = {}) => visitor.postJson(`${workspace.site}/api/v1/login`, body, headers);
	expect((await call()).text).toContain('totp-required');
	const { status } = await call({ 'x-2fa-code': mailedCode(), 'x-2fa-method': 'email' });
	expect(status).toBe(200);
});

test('a challenge of the modern client is over after five minutes', async () => {
	await registered();
	const late = () => {
		workspace.clock.advance(5 * 60 * 1000 + 1);
		return mailedCode();
	};
	await expect(workspace.login('modern', { twoFactorCode: late })).rejects.toThrow('error-challenge-expired');
});
