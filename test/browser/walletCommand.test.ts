import { randomBytes } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { hashPassword, type UserDocument } from 'rocketchat-app-workspace';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Account, toChecksumAddress } from '../../lib/ethereum/account';
import type { Wallet } from '../wallet/wallet';
import { loginForTests } from './loginForTests';
import { type LoginVisitor, newWallet } from './loginVisitor';
import { look } from './look';

const PASSWORD = 'correct horse battery staple';
const WEEK = 7 * 24 * 60 * 60 * 1000;

const on = loginForTests();
let wallet: Wallet;
let alice: UserDocument;
let address: string;
let visitor: LoginVisitor;

beforeAll(() => on.site.workspace.settings.set('Site_Name', 'Acme Chat'));

beforeEach(async () => {
	wallet = await newWallet();
	address = addressOf(wallet);
	alice = await register('alice');
	visitor = await arrive(alice, wallet);
});

/** A wallet's account as people see it. */
function addressOf({ account }: Wallet): string {
	return toChecksumAddress(account as Account);
}

let registered = 0;

/** Somebody who logs in with a password. */
async function register(name: string): Promise<UserDocument> {
	registered += 1;
	const username = `${name}${registered}`;
	return on.site.workspace.users.insert({
		username,
		name: `${name} of Acme`,
		emails: [{ address: `${username}@example.com`, verified: true }],
		roles: ['user'],
		services: { password: await hashPassword(PASSWORD) },
	});
}

/** Opens a browser with a wallet, and logs a user in with the password. */
async function arrive(user: UserDocument, theirWallet: Wallet): Promise<LoginVisitor> {
	const arrived = await on.arrive(theirWallet);
	await arrived.page.getByLabel('Username or e-mail').fill(user.username ?? '');
	await arrived.page.getByLabel('Password').fill(PASSWORD);
	await arrived.page.getByRole('button', { name: 'Log in', exact: true }).click();
	await arrived.who();
	return arrived;
}

/** All that was typed and answered so far. */
const messages = () => visitor.page.getByRole('listitem');

/** Types a command on the home page, and waits for the answer. */
async function type(command: string): Promise<Locator> {
	const before = await messages().count();
	await visitor.page.getByRole('textbox', { name: 'Slash command' }).fill(command);
	await visitor.page.keyboard.press('Enter');
	const answer = messages().nth(before + 1);
	await answer.waitFor();
	return answer;
}

/** Clicks a link that opens a tab. */
async function openTab(link: Locator): Promise<Page> {
	const opened = visitor.context.waitForEvent('page');
	await link.click();
	return opened;
}

/** Types `/wallet login` and opens the page behind its button. */
async function openLink(): Promise<Page> {
	return openTab((await type('/wallet login')).getByRole('link', { name: 'Connect a wallet' }));
}

const connectButton = (page: Page) => page.getByRole('button', { name: 'Connect MetaMask' });
const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const alert = (page: Page) => page.getByRole('alert').filter({ hasText: /./ });
const text = async (place: Locator) => (await place.textContent()) ?? '';

const LOOKS = [
	{ colorScheme: 'light', width: 1280, height: 800 },
	{ colorScheme: 'dark', width: 1280, height: 800 },
	{ colorScheme: 'light', width: 390, height: 844 },
] as const;

const lookAt = (page: Page, step: string) => look(page, `wallet-${step}`, LOOKS);

test('alice connects a wallet, looks after its session, and then logs in with it as herself', async () => {
	const { page } = visitor;
	const herself = await visitor.who();
	const tab = await openLink();
	await heading(tab, `Connect a wallet to @${alice.username}`).waitFor();
	expect(await text(tab.getByRole('main'))).toContain(`logs in as @${alice.username} in Acme Chat`);
	expect(await text(tab.getByRole('main'))).toContain(`Only continue if you are @${alice.username}.`);
	await connectButton(tab).waitFor();
	await lookAt(tab, 'sign-in');
	await connectButton(tab).click();
	await heading(tab, 'Wallet connected').waitFor();
	expect(await text(tab.getByRole('main'))).toContain(
		`The wallet ${address} is connected to @${alice.username} in Acme Chat`,
	);
	await lookAt(tab, 'connected');
	await tab.close();

	const end = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
		on.site.workspace.clock.now() + WEEK,
	);
	const welcome = messages().filter({ hasText: `Your wallet ${address} is connected` });
	expect(await text(welcome)).toContain(`Its session for tokens ends ${end}`);

	const token = await type('/wallet token');
	expect(await text(token.getByRole('code'))).toMatch(/^[\w-]{86}$/);
	expect(await text(token)).toMatch(/Scope: openid profile\nExpires /);

	const status = await type('/wallet status');
	expect(await status.getByRole('strong').allTextContents()).toContain('Wallets that log you in');
	expect(await text(status)).toContain(`${address}, connected`);
	await lookAt(page, 'status');
	await status.getByRole('button', { name: 'End' }).click();
	await messages().filter({ hasText: 'The session is ended.' }).waitFor();
	expect(await text(await type('/wallet token'))).toContain('You have no wallet session.');
	await lookAt(page, 'session-ended');

	const { name, username, emails } = alice;
	await visitor.logOut();
	await visitor.logIn();
	expect(await visitor.who()).toEqual(herself);
	expect(await on.site.workspace.users.findById(alice._id)).toMatchObject({ name, username, emails });
	await lookAt(page, 'logged-in');
});

test("bob's browser refuses alice's link, in words, and her link is still good", async () => {
	const bob = await register('bob');
	const there = await arrive(bob, await newWallet());
	const link = (await type('/wallet login')).getByRole('link', { name: 'Connect a wallet' });
	await there.page.goto((await link.getAttribute('href')) ?? '');
	await heading(there.page, `Connect a wallet to @${alice.username}`).waitFor();
	await connectButton(there.page).click();
	await heading(there.page, 'The wallet was not connected').waitFor();
	expect(await text(there.page.getByRole('main'))).toContain(
		'In this browser somebody else is signed in to Rocket.Chat.',
	);
	await lookAt(there.page, 'other-browser');
	on.expectedComplaints = ['status of 403'];
	expect(await text(await type('/wallet status'))).toContain('No wallet logs you in yet.');

	const tab = await openTab(link);
	await connectButton(tab).click();
	await heading(tab, 'Wallet connected').waitFor();
});

test('a link that was used is refused, in words, in a tab that was open and in a new one', async () => {
	const link = (await type('/wallet login')).getByRole('link', { name: 'Connect a wallet' });
	const [first, second] = [await openTab(link), await openTab(link)];
	await connectButton(first).click();
	await heading(first, 'Wallet connected').waitFor();
	await wallet.switchToKey(`0x${randomBytes(32).toString('hex')}`);
	await connectButton(second).click();
	expect(await text(alert(second))).toBe(
		'Acme Chat did not connect the wallet: This link has expired or was used before. Type /wallet login in Rocket.Chat for a new one.',
	);
	await lookAt(second, 'used-link');
	const third = await openTab(link);
	await heading(third, 'This sign-in cannot go on').waitFor();
	expect(await text(third.getByRole('main'))).toContain('This link has expired or was used before.');
	on.expectedComplaints = ['status of 403', 'status of 403'];

	const status = await text(await type('/wallet status'));
	expect(status).toContain(`${address}, connected`);
	expect(status).not.toContain(addressOf(wallet));
});

test('after declining in the wallet the same page connects', async () => {
	wallet.policy = 'ask';
	const tab = await openLink();
	await connectButton(tab).click();
	(await wallet.nextApproval()).approve();
	const signing = await wallet.nextApproval();
	expect(JSON.parse(String(signing.data.data)).message.action).toBe(
		`Connect this wallet to @${alice.username} in Acme Chat. Only sign this at ${on.site.url}.`,
	);
	await lookAt(tab, 'signing');
	signing.reject();
	expect(await text(alert(tab))).toMatch(/^You declined in MetaMask, so nothing was signed\./);
	on.expectedComplaints = ['MetaMask - RPC Error: User rejected the request.'];
	await connectButton(tab).click();
	(await wallet.nextApproval()).approve();
	await heading(tab, 'Wallet connected').waitFor();
});

test("the session's end is told in a direct message of the app's bot", async () => {
	const tab = await openLink();
	await connectButton(tab).click();
	await heading(tab, 'Wallet connected').waitFor();
	await tab.close();
	on.site.workspace.clock.advance(WEEK);
	await on.site.workspace.jobs.runDue();
	const goodbye = messages().filter({ hasText: 'Direct message' });
	expect(await text(goodbye)).toContain(`Your wallet session of ${address} is over`);
	await lookAt(visitor.page, 'direct-message');
});
