import { beforeEach, describe, expect, test } from 'vitest';
import { CLIENT_ID, SERVICE } from '../engine/site';
import type { Wallet } from '../wallet/wallet';
import { loginForTests } from './loginForTests';
import { type LoginVisitor, newWallet } from './loginVisitor';

const on = loginForTests();
let wallet: Wallet;
let visitor: LoginVisitor;

beforeEach(async () => {
	await on.site.customOAuth({ '-id': CLIENT_ID });
	await use('classic', 'redirect');
	wallet = await newWallet();
	visitor = await on.arrive(wallet);
});

async function use(client: string, style: string): Promise<void> {
	await on.site.useModernFlow(client === 'modern');
	await on.site.customOAuth({ '-login_style': style });
}

/** The server's own record of the wallet's user. */
const recordOf = ({ account }: Wallet) => on.site.workspace.users.findByService(SERVICE, account);

/** The home page shows the user that the server keeps for this wallet, named after its account; gives the id. */
async function expectLoggedIn(): Promise<string> {
	const who = await visitor.who();
	const user = await recordOf(wallet);
	expect(user?.username).toMatch(new RegExp(`^${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`));
	expect(who).toMatchObject({
		Name: user?.name,
		Username: `@${user?.username}`,
		Roles: 'user',
		'E-mail': 'none',
		Id: user?._id,
	});
	expect(visitor.page.url()).toBe(`${on.site.url}/home`);
	return who.Id ?? '';
}

const pagesOpened = (path: string) =>
	visitor.requests.filter((request) => request.startsWith(`GET ${path}?`)).length;
const alert = (page = visitor.page) => page.getByRole('alert').filter({ hasText: /./ });

describe('from the login page to a logged-in home page', () => {
	test.each([
		['classic', 1],
		['classic', 137],
		['modern', 1],
	])('%s client, redirect, on chain %i', async (client, chainId) => {
		await use(client, 'redirect');
		await wallet.setChain(chainId);
		await visitor.page.reload();
		await visitor.logIn();
		await expectLoggedIn();
	});

	test.each([
		['classic', 137],
		['modern', 1],
	])('%s client, popup, on chain %i', async (client, chainId) => {
		await use(client, 'popup');
		await wallet.setChain(chainId);
		await visitor.page.reload();
		const popup = await visitor.pressLoginForPopup();
		const closed = popup.waitForEvent('close');
		await visitor.chooseWallet(popup);
		await closed;
		await expectLoggedIn();
	});

	test('the wallet shows who asks and what for, and signs on the chain it is on', async () => {
		await wallet.setChain(137);
		wallet.policy = 'ask';
		await visitor.logIn();
		const connection = await wallet.nextApproval();
		expect(connection).toMatchObject({ type: 'wallet_requestPermissions', origin: on.site.url });
		connection.approve();
		const signing = await wallet.nextApproval();
		expect(signing.origin).toBe(on.site.url);
		expect(JSON.parse(String(signing.data.data))).toMatchObject({
			domain: { name: 'RocketChat Login', version: '2', chainId: 137 },
			message: {
				account: wallet.account,
				workspace: on.site.url,
				action: `Sign in to Rocket.Chat. Only sign this at ${on.site.url}.`,
			},
		});
		signing.approve();
		await expectLoggedIn();
	});
});

test('after declining in the wallet the same page signs in', async () => {
	wallet.policy = 'ask';
	await visitor.logIn();
	(await wallet.nextApproval()).approve();
	(await wallet.nextApproval()).reject();
	expect(await alert().textContent()).toMatch(/^You declined in MetaMask, so nothing was signed\./);
	expect(await recordOf(wallet)).toBeUndefined();
	on.expectedComplaints = ['MetaMask - RPC Error: User rejected the request.'];

	await visitor.chooseWallet();
	(await wallet.nextApproval()).approve();
	await expectLoggedIn();
	expect(pagesOpened(`${on.site.issuer}/authorize`)).toBe(1);
});

test('Cancel goes back with access_denied, Rocket.Chat says so, and the button still works', async () => {
	await visitor.pressLogin();
	const returned = visitor.page.waitForRequest(`${on.site.url}/_oauth/${SERVICE}?**`);
	await visitor.page.getByRole('link', { name: 'Cancel' }).click();
	const { searchParams } = new URL((await returned).url());
	expect(searchParams.get('error')).toBe('access_denied');
	expect(searchParams.get('error_description')).toBe('The sign-in was cancelled.');
	expect(await alert().textContent()).toBe('No matching login attempt found');
	expect(await recordOf(wallet)).toBeUndefined();
	on.expectedComplaints = ['status of 401'];

	await visitor.logIn();
	await expectLoggedIn();
});

test('the same wallet is the same user, after logging out and in another browser', async () => {
	await visitor.logIn();
	const first = await expectLoggedIn();
	const users = (await on.site.workspace.users.all()).length;
	await visitor.logOut();
	await visitor.logIn();
	expect(await expectLoggedIn()).toBe(first);

	await visitor.context.close();
	visitor = await on.arrive(wallet);
	await visitor.logIn();
	expect(await expectLoggedIn()).toBe(first);
	expect(await on.site.workspace.users.all()).toHaveLength(users);
});

test('a deactivated user reads on the sign-in page why, and whom to ask', async () => {
	await visitor.logIn();
	const userId = await expectLoggedIn();
	await visitor.logOut();
	await on.site.workspace.users.update(userId, { $set: { active: false } });

	await visitor.logIn();
	expect(await alert().textContent()).toMatch(
		/: The Rocket\.Chat user of this wallet is deactivated\. Ask your workspace's admin\.$/,
	);
	expect(visitor.page.url()).toContain(`${on.site.issuer}/authorize?`);
	await visitor.page.getByRole('button', { name: 'Start again' }).waitFor();
	on.expectedComplaints = ['status of 403'];
});

test('a Custom OAuth Id that the app does not know gives a page that says what to mend', async () => {
	await on.site.customOAuth({ '-id': 'somebody-else' });
	await visitor.page.reload();
	await visitor.pressLogin();
	await visitor.page.getByRole('heading', { name: 'This sign-in cannot go on' }).waitFor();
	expect(await visitor.page.getByRole('main').textContent()).toContain(
		"the Id of the Custom OAuth service must be the client id of this app's settings",
	);
	on.expectedComplaints = ['status of 400'];
});
