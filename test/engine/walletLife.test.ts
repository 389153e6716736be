import { describe, expect, test } from 'vitest';
import type { Wallet } from '../visitor/wallet';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { APP_ID, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const on = siteForTests();

describe.each(['classic', 'modern'])('the life of a wallet, %s client', (client) => {
	const [first, second] = [walletNamed(`${client} first`), walletNamed(`${client} second`)];
	const users = () => on.site.workspace.users;
	let alice: Typist;
	let own: string;

	async function logIn(wallet: Wallet) {
		await on.site.useModernFlow(client === 'modern');
		const through = client === 'modern' ? loginThroughModern : loginThroughClassic;
		// Alice has an e-mail address, so Rocket.Chat's two-factor asks for the code it sends there.
		const twoFactorCode = () =>
			/(\d{3})-(\d{3})/
				.exec(on.site.workspace.mails.sent.at(-1)?.text ?? '')
				?.slice(1)
				.join('') ?? '';
		return through(on.site.url, { service: SERVICE, wallet, twoFactorCode });
	}

	test('unknown: logs in as a user of its own', async () => {
		own = (await logIn(first)).userId;
		expect((await logIn(first)).userId).toBe(own);
	});

	test('linked to alice: logs in as alice, her name, username and e-mails untouched', async () => {
		alice = await Typist.register(on.site, `${client}-alice`);
		const before = await users().findById(alice.id);
		expect((await alice.connect(first)).status).toBe(200);
		for (let time = 0; time < 2; time += 1) {
			const login = await logIn(first);
			expect(login.userId).toBe(alice.id);
		}
		const after = await users().findById(alice.id);
		expect(after).toMatchObject({ name: before?.name, username: before?.username, emails: before?.emails });
	});

	test('a second wallet: both log in as alice', async () => {
		expect((await alice.connect(second)).status).toBe(200);
		expect((await logIn(second)).userId).toBe(alice.id);
		expect((await logIn(first)).userId).toBe(alice.id);
	});

	test('the first one forgotten: it is its own user again, the second is alice', async () => {
		expect((await alice.type(`forget ${first.account}`)).msg).toMatch(/no longer connected/);
		expect((await logIn(first)).userId).toBe(own);
		expect((await logIn(second)).userId).toBe(alice.id);
	});

	test('the second one forgotten, which never had a user: it gets one, and it is not alice', async () => {
		expect((await alice.type(`forget ${second.account}`)).msg).toMatch(/no longer connected/);
		const { userId, user } = await logIn(second);
		expect(userId).not.toBe(alice.id);
		expect(user.username).toMatch(/^0x[0-9a-f]{8}-[a-z2-7]{6}$/);
		await alice.connect(second);
		expect((await logIn(second)).userId).toBe(alice.id);
	});

	test('alice renamed: still alice, by her new name', async () => {
		await users().update(alice.id, { $set: { username: `${client}-alicia`, name: 'Alicia' } });
		const login = await logIn(second);
		expect(login.userId).toBe(alice.id);
		expect(login.user).toMatchObject({ username: `${client}-alicia`, name: 'Alicia' });
	});

	test('alice deactivated: refused with a sentence, the link kept; activated: alice again', async () => {
		await users().update(alice.id, { $set: { active: false } });
		await expect(logIn(second)).rejects.toThrow(/deactivated/);
		await users().update(alice.id, { $set: { active: true } });
		expect((await logIn(second)).userId).toBe(alice.id);
	});

	test('alice deleted: the wallet is blocked, not free to sign up anew; the forgotten one is its own user', async () => {
		await users().remove(alice.id);
		await expect(logIn(second)).rejects.toThrow(/deleted|blocked/);
		await expect.poll(() => logIn(second).catch((error: Error) => error.message)).toMatch(/blocked/);
		expect((await logIn(first)).userId).toBe(own);
	});
});

describe.each(['classic', 'modern'])('the user that a wallet created, %s client', (client) => {
	const [first, second] = [walletNamed(`${client} creator`), walletNamed(`${client} later`)];
	const logIn = async (wallet: Wallet) => {
		await on.site.useModernFlow(client === 'modern');
		const through = client === 'modern' ? loginThroughModern : loginThroughClassic;
		return (await through(on.site.url, { service: SERVICE, wallet })).userId;
	};

	const isRecorded = async (userId: string) => {
		const records = (await on.site.workspace.persistence.all(APP_ID)) as { kind?: string; userId?: string }[];
		return records.some((record) => record.kind === 'created' && record.userId === userId);
	};

	test('stays that of all its wallets, whichever logs in, is connected or let go of', async () => {
		const own = await logIn(first);
		await expect.poll(() => isRecorded(own)).toBe(true);
		const user = await Typist.existing(on.site, own);
		await user.connect(second);
		const before = (await on.site.workspace.users.find({})).length;
		for (const wallet of [second, first, second]) {
			expect(await logIn(wallet)).toBe(own);
		}
		await user.connect(first);
		for (const wallet of [first, second]) {
			expect(await logIn(wallet)).toBe(own);
		}
		expect((await user.type(`forget ${first.account}`)).msg).toMatch(/no longer connected/);
		expect((await user.type(`forget ${second.account}`)).msg).toMatch(/no longer connected/);
		expect(await logIn(first)).toBe(own);
		expect((await on.site.workspace.users.find({})).length).toBe(before);
		expect(await logIn(second)).not.toBe(own);
	});
});

test('only linked wallets: a linked one logs in, its own user would not', async () => {
	const wallet = walletNamed('linked only');
	const alice = await Typist.register(on.site, 'only-alice', { emails: [] });
	await on.site.setting('access', 'linked');
	try {
		const login = () => loginThroughClassic(on.site.url, { service: SERVICE, wallet });
		await on.site.useModernFlow(false);
		await expect(login()).rejects.toThrow(/linked to a user/);
		await alice.connect(wallet);
		expect((await login()).userId).toBe(alice.id);
	} finally {
		await on.site.setting('access', 'anyone');
	}
});
