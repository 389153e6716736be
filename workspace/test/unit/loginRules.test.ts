import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UserDocument } from '../../src/users';
import { LoginFailed } from '../../src/visitor/loginFailed';
import { type Client, type LoginWorkspace, startLoginWorkspace } from './loginWorkspace';

let workspace: LoginWorkspace;
beforeEach(async () => {
	workspace = await startLoginWorkspace();
});
afterEach(() => workspace.close());

const MERGE = { merge_users: true, merge_users_distinct_services: true };

describe.each<Client>(['classic', 'modern'])('who a %s login is', (client) => {
	const login = () => workspace.login(client);
	/** Logs in in vain and gives the reason that the server's log has. */
	const refusal = async () => {
		await expect(login()).rejects.toBeInstanceOf(LoginFailed);
		return workspace.failures.at(-1)?.message;
	};
	const stored = async (id: string) => (await workspace.users.findById(id)) as UserDocument;

	test('a first login creates the user, with what the service said and its token', async () => {
		const { userId } = await login();
		expect(await stored(userId)).toMatchObject({
			username: 'ada',
			name: 'Ada',
			roles: ['user'],
			active: true,
			services: { acme: { id: 'ada-1', accessToken: 'a token of the provider' } },
		});
	});

	test('a second login is the same user and refreshes what is stored', async () => {
		const first = await login();
		workspace.provider.identity.city = 'London';
		const second = await login();
		expect(second.userId).toBe(first.userId);
		expect((await stored(second.userId)).services.acme).toMatchObject({ city: 'London' });
	});

	test('another id is another user, also when it differs only in letter case', async () => {
		const first = await login();
		workspace.provider.identity = { id: 'ADA-1', username: 'ada2', name: 'Ada' };
		expect((await login()).userId).not.toBe(first.userId);
	});

	test('key field username: both merge settings link by name alone, ignoring case, and overwrite the name', async () => {
		await workspace.configure(MERGE);
		const { _id } = await workspace.addUser({ username: 'Ada', name: 'Countess' });
		expect((await login()).userId).toBe(_id);
		expect(await stored(_id)).toMatchObject({
			username: 'Ada',
			name: 'Ada',
			services: { acme: { id: 'ada-1' } },
		});
	});

	test('of two usernames that differ in case only, the merge takes the older user, not the exact spelling', async () => {
		await workspace.configure(MERGE);
		const { _id } = await workspace.addUser({ username: 'Ada', name: 'Countess' });
		workspace.clock.advance(1);
		await workspace.addUser({ username: 'ada', name: 'Ada' });
		expect((await login()).userId).toBe(_id);
	});

	test('key field username: an e-mail claim replaces all addresses of the merged user', async () => {
		await workspace.configure(MERGE);
		workspace.provider.identity.email = 'new@x.test';
		const { _id } = await workspace.addUser({
			username: 'ada',
			emails: [
				{ address: 'old@x.test', verified: true },
				{ address: 'older@x.test', verified: false },
			],
		});
		await workspace.settings.set('Accounts_TwoFactorAuthentication_Enabled', false);
		expect((await login()).userId).toBe(_id);
		expect((await stored(_id)).emails).toEqual([{ address: 'new@x.test', verified: true }]);
	});

	test('without "distinct services" an existing user is not found, and the taken username fails the login', async () => {
		await workspace.configure({ merge_users: true });
		const { _id } = await workspace.addUser({ username: 'ada' });
		expect(await refusal()).toBe('Username already exists. [403]');
		expect((await stored(_id)).services.acme).toBeUndefined();
	});

	test('without "merge users" an existing username refuses the login', async () => {
		await workspace.configure({ merge_users_distinct_services: true });
		await workspace.addUser({ username: 'ada', name: 'Countess' });
		expect(await refusal()).toBe('User with username ada already exists [CustomOAuth]');
	});

	test('without "merge users" a returning user is locked out by a changed name', async () => {
		await login();
		await login();
		workspace.provider.identity.name = 'Ada Lovelace';
		expect(await refusal()).toBe('User with username ada already exists [CustomOAuth]');
	});

	test("key field email links by address and keeps the user's addresses", async () => {
		await workspace.configure({ ...MERGE, key_field: 'email' });
		await workspace.settings.set('Accounts_TwoFactorAuthentication_Enabled', false);
		workspace.provider.identity.email = 'ada@x.test';
		const emails = [
			{ address: 'ada@x.test', verified: true },
			{ address: 'b@x.test', verified: false },
		];
		const { _id } = await workspace.addUser({ username: 'countess', emails });
		expect((await login()).userId).toBe(_id);
		expect((await stored(_id)).emails).toEqual(emails);
	});

	test('an id that another user already has cannot be merged into a second one', async () => {
		await login();
		await workspace.configure(MERGE);
		await workspace.addUser({ username: 'bob', name: 'Bob' });
		workspace.provider.identity.username = 'bob';
		expect(await refusal()).toContain('unique constraint');
	});

	test('without a username field, a free username is made of the name', async () => {
		await workspace.configure({ username_field: '' });
		await workspace.addUser({ username: 'ada.lovelace' });
		workspace.provider.identity = { sub: 'x', name: 'Ada Lovelace' };
		expect((await login()).user.username).toBe('ada.lovelace-1');
	});

	test('a missing id fails the login', async () => {
		workspace.provider.identity = { username: 'ada' };
		expect(await refusal()).toBe('Service data for service acme must include id');
	});

	test('an e-mail claim of a new user is stored as verified without an e-mail field', async () => {
		workspace.provider.identity = { id: 1, username: 'ada', email: 'ada@x.test', email_verified: false };
		await workspace.settings.set('Accounts_TwoFactorAuthentication_Enabled', false);
		expect((await login()).user.emails).toEqual([{ address: 'ada@x.test', verified: true }]);
	});

	test('Accounts_Verify_Email_For_External_Accounts off leaves a new address unverified', async () => {
		workspace.provider.identity.email = 'ada@x.test';
		await workspace.settings.set('Accounts_Verify_Email_For_External_Accounts', false);
		expect((await login()).user.emails).toEqual([{ address: 'ada@x.test', verified: false }]);
	});

	test('with an e-mail field, a new user also has `email`', async () => {
		await workspace.configure({ email_field: 'mail' });
		workspace.provider.identity.mail = 'ada@x.test';
		await workspace.settings.set('Accounts_TwoFactorAuthentication_Enabled', false);
		const { userId } = await login();
		expect(await stored(userId)).toMatchObject({ email: 'ada@x.test' });
	});

	test('without an e-mail field, a new user has no `email` beside its addresses', async () => {
		workspace.provider.identity.email = 'ada@x.test';
		await workspace.settings.set('Accounts_TwoFactorAuthentication_Enabled', false);
		expect(await stored((await login()).userId)).not.toHaveProperty('email');
	});

	test('services may be kept from registering users, while known ones still log in', async () => {
		const known = await login();
		await workspace.settings.set('Accounts_Registration_AuthenticationServices_Enabled', false);
		expect((await login()).userId).toBe(known.userId);
		workspace.provider.identity = { id: 2, username: 'bob' };
		expect(await refusal()).toContain('registration-disabled-authentication-services');
		expect(await workspace.users.findByUsername('bob')).toBeUndefined();
	});

	test('a new user waits for approval when the admin wants that, and the admin gets a mail', async () => {
		await workspace.settings.set('Accounts_ManuallyApproveNewUsers', true);
		workspace.provider.identity.email = 'ada@x.test';
		await expect(login()).rejects.toMatchObject({
			shown: 'User is not activated [error-user-is-not-activated]',
		});
		expect(workspace.mails.lastTo('root@x.test')?.text).toContain('ada@x.test');
		expect((await workspace.users.findByUsername('ada'))?.active).toBe(false);
	});

	test('a new user without e-mail waits for approval, too, and the admin gets a mail', async () => {
		await workspace.settings.set('Accounts_ManuallyApproveNewUsers', true);
		await expect(login()).rejects.toMatchObject({
			shown: 'User is not activated [error-user-is-not-activated]',
		});
		expect(workspace.mails.lastTo('root@x.test')?.text).toContain('Ada');
		expect((await workspace.users.findByUsername('ada'))?.active).toBe(false);
	});

	test('in 7.0, approval of new users throws for one without e-mail, and creates nobody', async () => {
		const release = await startLoginWorkspace({ approvalWithoutEmail: 'fails' });
		await release.settings.set('Accounts_ManuallyApproveNewUsers', true);
		await expect(release.login(client)).rejects.toBeInstanceOf(LoginFailed);
		release.close();
		expect(release.failures.at(-1)?.message).toContain('needs an e-mail address');
		expect(await release.users.findByUsername('ada')).toBeUndefined();
	});

	test('the first user of a workspace without an admin becomes admin, the next does not', async () => {
		const [root] = await workspace.users.find({ username: 'root' });
		await workspace.users.remove(root?._id ?? '');
		expect((await login()).user.roles).toEqual(['user', 'admin']);
		workspace.provider.identity = { id: 2, username: 'bob' };
		expect((await login()).user.roles).toEqual(['user']);
	});

	test('a deactivated user is refused', async () => {
		const { userId } = await login();
		await workspace.users.update(userId, { $set: { active: false } });
		await expect(login()).rejects.toMatchObject({
			shown: 'User is not activated [error-user-is-not-activated]',
		});
	});

	test('a new user is told once, with the role that it got', async () => {
		const created: unknown[] = [];
		workspace.users.on('created', ({ username, type, roles }) => created.push({ username, type, roles }));
		await login();
		await login();
		expect(created).toEqual([{ username: 'ada', type: 'user', roles: ['user'] }]);
	});
});

test('where the classic client never ran, two users may have the same id', async () => {
	const modern = await startLoginWorkspace({}, true);
	await modern.login('modern');
	await modern.configure(MERGE);
	const bob = await modern.addUser({ username: 'bob', name: 'Bob' });
	modern.provider.identity.username = 'bob';
	await modern.login('modern');
	modern.close();
	const users = await modern.users.find({ 'services.acme.id': 'ada-1' });
	expect(users.map(({ username }) => username).sort()).toEqual(['ada', 'bob']);
	expect(users.map(({ _id }) => _id)).toContain(bob._id);
});

test('classic melds by e-mail whatever the merge settings say, and the address counts as verified', async () => {
	workspace.provider.identity.email = 'ada@x.test';
	const { _id } = await workspace.addUser({
		username: 'countess',
		emails: [{ address: 'ada@x.test', verified: false }],
		services: { password: { scrypt: 'x.y' } },
	});
	expect((await workspace.login('classic')).userId).toBe(_id);
	const user = await workspace.users.findById(_id);
	expect(user?.emails).toEqual([{ address: 'ada@x.test', verified: true }]);
	expect(user?.services.password).toBeUndefined();
});

test('modern does not meld: a taken e-mail address refuses the login', async () => {
	workspace.provider.identity.email = 'ada@x.test';
	await workspace.addUser({ username: 'countess', emails: [{ address: 'ada@x.test', verified: true }] });
	await expect(workspace.login('modern')).rejects.toThrow();
	expect(workspace.failures.map(String).join()).toContain('Email already exists.');
});

test('classic tells of each login; modern, whose logins resume a token, does not', async () => {
	const told: string[] = [];
	workspace.users.on('loggedIn', ({ username }) => told.push(username ?? ''));
	await workspace.login('classic');
	expect(told).toEqual(['ada']);
	await workspace.login('modern');
	expect(told).toEqual(['ada']);
});
