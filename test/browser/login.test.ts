import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CLIENT_ID, SERVICE, type Site, startSite } from '../engine/site';
import { launchChromium } from '../wallet/chromium';
import type { Wallet } from '../wallet/wallet';
import { LoginVisitor, newWallet } from './loginVisitor';

let browser: Browser;
let site: Site;
let wallet: Wallet;
let visitor: LoginVisitor;
/** What a test means to see on the console: the browser notes every refusal there, and MetaMask some. */
let expectedComplaints: string[];

beforeAll(async () => {
	[browser, site] = await Promise.all([launchChromium(), startSite()]);
});

afterAll(async () => {
	await browser?.close();
	await site?.workspace.stop();
});

beforeEach(async () => {
	expectedComplaints = [];
	await site.customOAuth({ '-id': CLIENT_ID });
	await use('classic', 'redirect');
	wallet = await newWallet();
	visitor = await LoginVisitor.arrive(browser, site, wallet);
});

afterEach(async () => {
	await visitor.context.close();
	expect(visitor.strayRequests()).toEqual([]);
	expect(visitor.complaints).toEqual(expectedComplaints.map((text) => expect.stringContaining(text)));
});

async function use(client: string, style: string): Promise<void> {
	await site.useModernFlow(client === 'modern');
	await site.customOAuth({ '-login_style': style });
}

/** The server's own record of the wallet's user. */
const recordOf = ({ account }: Wallet) => site.workspace.users.findByService(SERVICE, account);

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
	expect(visitor.page.url()).toBe(`${site.url}/home`);
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
		expect(connection).toMatchObject({ type: 'wallet_requestPermissions', origin: site.url });
		connection.approve();
		const signing = await wallet.nextApproval();
		expect(signing.origin).toBe(site.url);
		expect(JSON.parse(String(signing.data.data))).toMatchObject({
			domain: { name: 'RocketChat Login', version: '2', chainId: 137 },
			message: {
				account: wallet.account,
				workspace: site.url,
				action: `Sign in to Rocket.Chat. Only sign this at ${site.url}.`,
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
	expectedComplaints = ['MetaMask - RPC Error: User rejected the request.'];

	await visitor.chooseWallet();
	(await wallet.nextApproval()).approve();
	await expectLoggedIn();
	expect(pagesOpened(`${site.issuer}/authorize`)).toBe(1);
});

test('Cancel goes back with access_denied, Rocket.Chat says so, and the button still works', async () => {
	await visitor.pressLogin();
	const returned = visitor.page.waitForRequest(`${site.url}/_oauth/${SERVICE}?**`);
	await visitor.page.getByRole('link', { name: 'Cancel' }).click();
	const { searchParams } = new URL((await returned).url());
	expect(searchParams.get('error')).toBe('access_denied');
	expect(searchParams.get('error_description')).toBe('The sign-in was cancelled.');
	expect(await alert().textContent()).toBe('No matching login attempt found');
	expect(await recordOf(wallet)).toBeUndefined();
	expectedComplaints = ['status of 401'];

	await visitor.logIn();
	await expectLoggedIn();
});

test('the same wallet is the same user, after logging out and in another browser', async () => {
	await visitor.logIn();
	const first = await expectLoggedIn();
	const users = (await site.workspace.users.all()).length;
	await visitor.logOut();
	await visitor.logIn();
	expect(await expectLoggedIn()).toBe(first);

	await visitor.context.close();
	visitor = await LoginVisitor.arrive(browser, site, wallet);
	await visitor.logIn();
	expect(await expectLoggedIn()).toBe(first);
	expect(await site.workspace.users.all()).toHaveLength(users);
});

test('a deactivated user reads on the sign-in page why, and whom to ask', async () => {
	await visitor.logIn();
	const userId = await expectLoggedIn();
	await visitor.logOut();
	await site.workspace.users.update(userId, { $set: { active: false } });

	await visitor.logIn();
	expect(await alert().textContent()).toMatch(
		/: The Rocket\.Chat user of this wallet is deactivated\. Ask your workspace's admin\.$/,
	);
	expect(visitor.page.url()).toContain(`${site.issuer}/authorize?`);
	await visitor.page.getByRole('button', { name: 'Start again' }).waitFor();
	expectedComplaints = ['status of 403'];
});

test('a Custom OAuth Id that the app does not know gives a page that says what to mend', async () => {
	await site.customOAuth({ '-id': 'somebody-else' });
	await visitor.page.reload();
	await visitor.pressLogin();
	await visitor.page.getByRole('heading', { name: 'This sign-in cannot go on' }).waitFor();
	expect(await visitor.page.getByRole('main').textContent()).toContain(
		"the Id of the Custom OAuth service must be the client id of this app's settings",
	);
	expectedComplaints = ['status of 400'];
});
