import { LoginFailed } from 'rocketchat-app-workspace/visitor';
import { afterEach, describe, expect, test } from 'vitest';
import { makeEmailTable, makeRecommendedTable } from '../../lib/setup/customOAuthTable';
import type { Wallet } from '../visitor/wallet';
import { loginThroughClassic, loginThroughModern, type WalletLogin } from '../visitor/walletLogin';
import { CLIENT_ID, CLIENT_SECRET, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();

const recommended = () =>
	makeRecommendedTable({ issuer: on.site.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });

afterEach(async () => {
	await on.site.customOAuth(recommended());
	await on.site.setting('email-domain', '');
});

const CLIENTS = ['classic', 'modern'] as const;
type Client = (typeof CLIENTS)[number];

async function logIn(client: Client, wallet: Wallet, more: Partial<WalletLogin> = {}) {
	await on.site.useModernFlow(client === 'modern');
	const login = { service: SERVICE, wallet, ...more };
	return client === 'modern'
		? loginThroughModern(on.site.url, login)
		: loginThroughClassic(on.site.url, login);
}

describe.each(CLIENTS)('%s client, recommended table', (client) => {
	test('the first login creates a user with a tagged name and no e-mail, the second finds it', async () => {
		const wallet = walletNamed(`${client} newcomer`);
		const first = await logIn(client, wallet);
		expect(first.user.username).toMatch(new RegExp(`^${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`));
		expect(first.user.name).toBe(first.user.username);
		expect(first.user.emails ?? []).toEqual([]);
		expect(first.user.roles).toEqual(['user']);
		expect((await logIn(client, wallet)).userId).toBe(first.userId);
	});

	test('the other client finds the same user', async () => {
		const wallet = walletNamed(`${client} commuter`);
		const { userId } = await logIn(client, wallet);
		const other = client === 'classic' ? 'modern' : 'classic';
		expect((await logIn(other, wallet)).userId).toBe(userId);
	});

	test('a wallet that gives its address in another letter case is the same user', async () => {
		const wallet = walletNamed(`${client} shouter`);
		const { userId } = await logIn(client, wallet);
		// What is signed stays in lower case, as the contract says; beside it the address may be spelled anyhow.
		const shouting: Wallet = {
			...wallet,
			account: `0x${wallet.account.slice(2).toUpperCase()}`,
			sign: (data) => wallet.sign({ ...data, message: { ...data.message, account: wallet.account } }),
		};
		expect((await logIn(client, shouting)).userId).toBe(userId);
	});

	test('a wallet on another chain is the same user', async () => {
		const { userId } = await logIn(client, walletNamed(`${client} traveller`, 1));
		expect((await logIn(client, walletNamed(`${client} traveller`, 137))).userId).toBe(userId);
	});

	test('two-factor by e-mail, on for everybody, locks nobody out who has no e-mail', async () => {
		expect(on.site.workspace.settings.get('Accounts_TwoFactorAuthentication_By_Email_Auto_Opt_In')).toBe(
			true,
		);
		const wallet = walletNamed(`${client} without mail`);
		const { userId } = await logIn(client, wallet);
		expect((await logIn(client, wallet)).userId).toBe(userId);
	});

	test('a renamed user keeps the wallet', async () => {
		const wallet = walletNamed(`${client} renamed`);
		const { userId } = await logIn(client, wallet);
		await on.site.workspace.users.update(userId, { $set: { username: `${client}-bob`, name: 'Bob' } });
		const again = await logIn(client, wallet);
		expect(again.userId).toBe(userId);
		expect(again.user).toMatchObject({ username: `${client}-bob`, name: 'Bob' });
	});

	test('identity by ?access_token= works, too', async () => {
		await on.site.customOAuth({ '-identity_token_sent_via': 'payload' });
		expect((await logIn(client, walletNamed(`${client} payload`))).userId).toBeTruthy();
	});

	test('a wrong secret fails the login and leaves no user behind', async () => {
		await on.site.customOAuth({ '-secret': 'wrong' });
		const wallet = walletNamed(`${client} shut out`);
		await expect(logIn(client, wallet)).rejects.toBeInstanceOf(LoginFailed);
		expect(await on.site.workspace.users.findByService(SERVICE, wallet.account)).toBeUndefined();
	});
});

describe('classic client, all its ways', () => {
	test.each(['redirect', 'popup', ''])('login style %j', async (style) => {
		await on.site.customOAuth({ '-login_style': style });
		expect((await logIn('classic', walletNamed(`style ${style}`))).userId).toBeTruthy();
	});

	test.each(['header', 'payload'])('token sent via %s', async (via) => {
		await on.site.customOAuth({ '-token_sent_via': via, '-identity_token_sent_via': 'default' });
		expect((await logIn('classic', walletNamed(`via ${via}`))).userId).toBeTruthy();
	});
});

describe.each(CLIENTS)("%s client, the prototype's table", (client) => {
	const twoFactorCode = () =>
		/(\d{3})-(\d{3})/
			.exec(on.site.workspace.mails.sent.at(-1)?.text ?? '')
			?.slice(1)
			.join('') ?? '';

	test('works once email-domain is set, with the two-factor codes that it brings', async () => {
		await on.site.customOAuth(
			makeEmailTable({ issuer: on.site.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }),
		);
		await on.site.setting('email-domain', 'wallets.example');
		const wallet = walletNamed(`${client} prototype`);
		const first = await logIn(client, wallet, { twoFactorCode });
		expect(first.user).toMatchObject({ username: wallet.account, name: wallet.account });
		const [email] = first.user.emails as { address: string; verified: boolean }[];
		expect(email?.address).toMatch(new RegExp(`^${wallet.account}\\.[a-z2-7]{6}@wallets\\.example$`));

		// The modern client asks for no code within half an hour of registration.
		on.site.workspace.clock.advance(31 * 60 * 1000);
		await expect(logIn(client, wallet)).rejects.toThrow(/totp-required/);
		expect(on.site.workspace.mails.sent.at(-1)?.to).toContain(email?.address);
		const again = await logIn(client, wallet, { twoFactorCode });
		expect(again.userId).toBe(first.userId);
	});

	test('whoever has registered the plain address as username first is not who logs in', async () => {
		await on.site.customOAuth(
			makeEmailTable({ issuer: on.site.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }),
		);
		await on.site.setting('email-domain', 'wallets.example');
		const wallet = walletNamed(`${client} squatted`);
		const squatter = await on.site.workspace.users.insert({
			username: wallet.account,
			type: 'user',
			active: true,
		});
		const login = await logIn(client, wallet, { twoFactorCode }).catch((error) => error);
		expect(login.userId).not.toBe(squatter._id);
	});
});

test('without email-domain no made-up address reaches Rocket.Chat', async () => {
	const wallet = walletNamed('no domain');
	await logIn('classic', wallet);
	const user = await on.site.workspace.users.findByService(SERVICE, wallet.account);
	expect(JSON.stringify(user)).not.toContain('@');
});
