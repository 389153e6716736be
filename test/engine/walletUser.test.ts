import { afterEach, describe, expect, test } from 'vitest';
import { signOffer } from '../visitor/signOffer';
import type { Wallet } from '../visitor/wallet';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { APP_ID, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const on = siteForTests();

afterEach(async () => {
	await on.site.setting('access', 'anyone');
	await on.site.setting('allowed-accounts', '');
	await on.site.setting('new-users-per-hour', 500);
	await on.site.setting('email-domain', '');
});

async function logIn(client: string, wallet: Wallet) {
	await on.site.useModernFlow(client === 'modern');
	const logInThrough = client === 'modern' ? loginThroughModern : loginThroughClassic;
	return logInThrough(on.site.url, { service: SERVICE, wallet });
}

/** Signs in at the app alone, and gives its answer. */
async function answerFor(wallet: Wallet) {
	return on.provider.postAnswer(await signOffer(wallet, await on.provider.offer()));
}

const refused = (sentence: RegExp) => ({
	status: 403,
	json: { error: 'access_denied', error_description: expect.stringMatching(sentence) },
});

/** Whether the app knows which wallet a user came by. */
async function isRecorded(userId: string): Promise<boolean> {
	const records = (await on.site.workspace.persistence.all(APP_ID)) as { userId?: string }[];
	return records.some((record) => record.userId === userId);
}

describe.each(['classic', 'modern'])('%s client', (client) => {
	test('whoever takes the name of a renamed user gets nothing of the wallet', async () => {
		const wallet = walletNamed(`${client} victim`);
		const { userId, user } = await logIn(client, wallet);
		await on.site.workspace.users.update(userId, { $set: { username: `${client}-renamed` } });
		const squatter = await on.site.workspace.users.insert({
			username: String(user.username),
			name: 'Squatter',
			type: 'user',
			active: true,
		});
		expect((await logIn(client, wallet)).userId).toBe(userId);
		const after = await on.site.workspace.users.findById(squatter._id);
		expect(after).toMatchObject({ name: 'Squatter', services: {} });
	});

	test('whoever comes by the name of a wallet before its user does, and by the next one after a rename, gets nothing', async () => {
		const { users, clock } = on.site.workspace;
		const wallet = walletNamed(`${client} forestalled`);
		const { json } = await on.provider.userinfo(await on.provider.accessToken(wallet));
		// Not right after a login, as Rocket.Chat would create it.
		clock.advance(600_000);
		const squatters = [await users.insert({ username: String(json.preferred_username) })];
		clock.advance(10_000);
		const { userId, user } = await logIn(client, wallet);
		await expect.poll(() => isRecorded(userId)).toBe(true);
		await users.update(userId, { $set: { username: `${client}-renamed-too` } });
		squatters.push(await users.insert({ username: String(user.username) }));
		for (let time = 0; time < 2; time += 1) {
			expect((await logIn(client, wallet)).userId).toBe(userId);
		}
		for (const { _id } of squatters) {
			expect((await users.findById(_id))?.services ?? {}).toEqual({});
		}
	});

	test('a linked user without a display name is not given one that nobody knows', async () => {
		const wallet = walletNamed(`${client} nameless`);
		const user = await Typist.register(on.site, `${client}-nameless`, { name: '' });
		await user.connect(wallet);
		for (let time = 0; time < 2; time += 1) {
			expect((await logIn(client, wallet)).userId).toBe(user.id);
		}
		expect((await on.site.workspace.users.findById(user.id))?.name).toBe(user.username);
	});

	test('whoever has the plain address as e-mail address is not who logs in', async () => {
		await on.site.setting('email-domain', 'wallets.example');
		const wallet = walletNamed(`${client} mailed`);
		const squatter = await on.site.workspace.users.insert({
			username: `${client}-squatter`,
			emails: [{ address: `${wallet.account}@wallets.example`, verified: true }],
			type: 'user',
			active: true,
		});
		const login = await logIn(client, wallet).catch((error) => error);
		expect(login.userId).not.toBe(squatter._id);
		expect((await on.site.workspace.users.findById(squatter._id))?.services).toEqual({});
	});

	test('a deactivated user is refused with a sentence, and comes back when activated', async () => {
		const wallet = walletNamed(`${client} sleeper`);
		const { userId } = await logIn(client, wallet);
		await on.site.workspace.users.update(userId, { $set: { active: false } });
		expect(await answerFor(wallet)).toMatchObject(refused(/deactivated/));
		await expect(logIn(client, wallet)).rejects.toThrow(/deactivated/);
		await on.site.workspace.users.update(userId, { $set: { active: true } });
		expect((await logIn(client, wallet)).userId).toBe(userId);
	});

	test('a deleted user does not come back as a new one', async () => {
		const wallet = walletNamed(`${client} deleted`);
		const { userId } = await logIn(client, wallet);
		await expect.poll(() => isRecorded(userId)).toBe(true);
		await on.site.workspace.users.remove(userId);
		expect(await answerFor(wallet)).toMatchObject(refused(/deleted|blocked/));
		await expect(logIn(client, wallet)).rejects.toThrow(/deleted|blocked/);
		expect(await on.site.workspace.users.findByService(SERVICE, wallet.account)).toBeUndefined();
	});
});

test('a user who is deactivated between code and token, or token and userinfo, is refused there', async () => {
	const wallet = walletNamed('raced');
	const { userId } = await logIn('classic', wallet);
	const code = await on.provider.code(wallet);
	const token = await on.provider.accessToken(wallet);
	await on.site.workspace.users.update(userId, { $set: { active: false } });
	expect(await on.provider.token({ code })).toMatchObject(refused(/deactivated/));
	expect(await on.provider.userinfo(token)).toMatchObject(refused(/deactivated/));
	await on.site.workspace.users.update(userId, { $set: { active: true } });
	expect((await on.provider.userinfo(token)).status).toBe(200);
});

test.each(['classic', 'modern'])(
	'a wallet whose name somebody bears is not merged into that account, %s',
	async (client) => {
		const wallet = walletNamed(`${client} name taken`);
		const stranger = await on.site.workspace.users.insert({
			username: `${client}-stranger`,
			type: 'user',
			active: true,
		});
		on.site.workspace.clock.advance(2000);
		const { json } = await on.provider.userinfo(await on.provider.accessToken(wallet));
		await on.site.workspace.users.update(stranger._id, {
			$set: { username: String(json.preferred_username) },
		});
		const { userId, user } = await logIn(client, wallet);
		expect(userId).not.toBe(stranger._id);
		expect(user.username).not.toBe(json.preferred_username);
		expect((await on.site.workspace.users.findById(stranger._id))?.services).toEqual({});
		expect((await logIn(client, wallet)).userId).toBe(userId);
	},
);

test("a stale credential lands in nobody else's account: own users are found by id, never by name", async () => {
	const wallet = walletNamed('patient attacker');
	const { userId } = await logIn('classic', wallet);
	await on.site.workspace.users.update(userId, { $set: { username: 'future-boss' } });
	const { json } = await on.provider.userinfo(await on.provider.accessToken(wallet));
	expect(json.preferred_username).not.toBe('future-boss');
	expect(await on.site.workspace.users.findByUsername(String(json.preferred_username))).toBeUndefined();
});

test("an address with a tag at somebody else's domain makes nobody the wallet's owner", async () => {
	await on.site.setting('email-domain', 'wallets.example');
	const wallet = walletNamed('mailed elsewhere');
	const { json } = await on.provider.userinfo(await on.provider.accessToken(wallet));
	const [local] = String(json.email).split('@');
	await on.site.workspace.users.insert({
		username: 'mallory-mails',
		emails: [{ address: `${local}@attacker.example`, verified: true }],
		type: 'user',
		active: true,
	});
	const after = await on.provider.userinfo(await on.provider.accessToken(wallet));
	expect(after.json.preferred_username).toBe(json.preferred_username);
});

test("a user whose creation the app was not told of is still the wallet's, also after a rename", async () => {
	const { users, persistence } = on.site.workspace;
	const listeners = users.listeners('created');
	users.removeAllListeners('created');
	const wallet = walletNamed('unheard of');
	const { userId } = await logIn('classic', wallet);
	for (const listener of listeners) {
		users.on('created', listener as () => void);
	}
	expect(JSON.stringify(await persistence.all(APP_ID))).not.toContain(userId);
	expect((await logIn('classic', wallet)).userId).toBe(userId);
	expect(JSON.stringify(await persistence.all(APP_ID))).toContain(userId);
	await users.update(userId, { $set: { username: 'heard-of' } });
	expect((await logIn('modern', wallet)).userId).toBe(userId);
});

test("a user who registers some name is nobody's wallet user", async () => {
	const wallet = walletNamed('bystander');
	await on.provider.accessToken(wallet);
	await on.site.workspace.users.insert({
		username: `${wallet.account.slice(0, 10)}-aaaaaa`,
		type: 'user',
		active: true,
	});
	const { json } = await on.provider.userinfo(await on.provider.accessToken(wallet));
	expect(json.preferred_username).not.toBe(`${wallet.account.slice(0, 10)}-aaaaaa`);
});

describe('who may log in', () => {
	test('listed: only wallets on the list, in whatever case', async () => {
		const [guest, stranger] = [walletNamed('guest'), walletNamed('stranger')];
		await on.site.setting('access', 'listed');
		await on.site.setting('allowed-accounts', `0x${guest.account.slice(2).toUpperCase()}`);
		expect((await answerFor(guest)).status).toBe(200);
		expect(await answerFor(stranger)).toMatchObject(refused(/not on the list/));
	});

	test('linked: a wallet that nobody has linked is refused, its own user included', async () => {
		const wallet = walletNamed('unlinked');
		await logIn('classic', wallet);
		await on.site.setting('access', 'linked');
		expect(await answerFor(wallet)).toMatchObject(refused(/linked to a user/));
	});

	test('a code that was signed before the setting changed is refused by token', async () => {
		const wallet = walletNamed('too late');
		const code = await on.provider.code(wallet);
		await on.site.setting('access', 'listed');
		expect(await on.provider.token({ code })).toMatchObject(refused(/not on the list/));
	});

	test('new users an hour: wallets that stop half-way count, so logins can not be saved up', async () => {
		on.site.workspace.clock.advance(3600 * 1000);
		await on.site.setting('new-users-per-hour', 2);
		const tokens = [];
		for (const name of ['saved 1', 'saved 2', 'saved 3']) {
			const code = await on.provider.code(walletNamed(name)).catch(() => '');
			tokens.push(code && (await on.provider.token({ code })).status);
		}
		expect(tokens).toEqual([200, 200, '']);
	});

	test('a token from before the setting changed is refused by userinfo', async () => {
		const token = await on.provider.accessToken(walletNamed('too late, too'));
		await on.site.setting('access', 'listed');
		expect(await on.provider.userinfo(token)).toMatchObject(refused(/not on the list/));
	});

	test('new users an hour: known wallets still come in, and so do new ones in the next hour', async () => {
		on.site.workspace.clock.advance(3600 * 1000);
		await on.site.setting('new-users-per-hour', 2);
		const [first, second, third] = [walletNamed('first'), walletNamed('second'), walletNamed('third')];
		await logIn('classic', first);
		await logIn('classic', second);
		expect(await answerFor(third)).toMatchObject(refused(/too many new users/i));
		expect((await answerFor(first)).status).toBe(200);
		on.site.workspace.clock.advance(3600 * 1000);
		expect((await answerFor(third)).status).toBe(200);
	});

	test('new users an hour: a wallet that somebody connects is none', async () => {
		on.site.workspace.clock.advance(3600 * 1000);
		await on.site.setting('new-users-per-hour', 1);
		await logIn('classic', walletNamed('the only one'));
		const user = await Typist.register(on.site, 'connects-in-a-full-hour');
		expect((await user.connect(walletNamed('connected in a full hour'))).text).toContain('Wallet connected');
	});
});

test('the first user of a workspace with an admin does not become admin', async () => {
	const { user } = await logIn('classic', walletNamed('ambitious'));
	expect(user.roles).toEqual(['user']);
});
