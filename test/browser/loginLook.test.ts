import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { CLIENT_ID } from '../engine/site';
import type { Wallet } from '../wallet/wallet';
import { loginForTests } from './loginForTests';
import { type LoginVisitor, newWallet } from './loginVisitor';
import { controlHeights, look } from './look';

const SCHEMES = ['light', 'dark'] as const;
const DESKTOP_AND_PHONE = [
	{ width: 1280, height: 800 },
	{ width: 390, height: 844 },
];
/** The size that Rocket.Chat opens its popup with. */
const POPUP = [{ width: 900, height: 450 }];

const on = loginForTests();
let wallet: Wallet;
let visitor: LoginVisitor;
let page: Page;

beforeAll(() => on.site.workspace.settings.set('Site_Name', 'Acme Chat'));

beforeEach(async () => {
	wallet = await newWallet();
	visitor = await on.arrive(wallet);
	page = visitor.page;
});

/** Looks at a step in each size, by day and by night, and checks that fingers can hit its controls. */
async function lookAt(shown: Page, step: string, sizes = DESKTOP_AND_PHONE): Promise<void> {
	for (const size of sizes) {
		const looks = SCHEMES.map((colorScheme) => ({ colorScheme, ...size }));
		await look(shown, `login-${step}`, looks);
		// WCAG 2.5.8 asks for 24, fingers for more.
		expect(Math.min(...(await controlHeights(shown))), step).toBeGreaterThanOrEqual(40);
	}
}

test('each step of a login fits and can be read', async () => {
	on.expectedComplaints = ['User rejected the request'];
	wallet.policy = 'ask';
	await page.getByRole('button', { name: 'MetaMask' }).waitFor();
	await lookAt(page, 'login-page');
	await visitor.pressLogin();
	await page.getByRole('button', { name: 'Continue with MetaMask' }).waitFor();
	await lookAt(page, 'sign-in');
	await visitor.chooseWallet();
	const connection = await wallet.nextApproval();
	await lookAt(page, 'connecting');
	connection.approve();
	(await wallet.nextApproval()).reject();
	await page.getByText('You declined').waitFor();
	await lookAt(page, 'declined');
	await visitor.chooseWallet();
	const signing = await wallet.nextApproval();
	await lookAt(page, 'signing');
	signing.approve();
	await visitor.who();
	await lookAt(page, 'home');
});

test('each way that a login can fail fits and can be read', async () => {
	// Each failure, and the login page that opens once more with the refused attempt.
	on.expectedComplaints = ['status of 401', 'status of 403', 'status of 401', 'status of 400'];
	await visitor.pressLogin();
	await page.getByRole('link', { name: 'Cancel' }).click();
	await page.getByText('No matching login attempt found').waitFor();
	await lookAt(page, 'cancelled');

	await visitor.logIn();
	const { Id = '' } = await visitor.who();
	await visitor.logOut();
	await on.site.workspace.users.update(Id, { $set: { active: false } });
	await visitor.logIn();
	await page.getByText('is deactivated').waitFor();
	await lookAt(page, 'deactivated');

	await on.site.customOAuth({ '-id': 'somebody-else' });
	await page.goto(`${on.site.url}/login`);
	await visitor.pressLogin();
	await page.getByRole('heading', { name: 'cannot go on' }).waitFor();
	await lookAt(page, 'unknown-client');
	await on.site.customOAuth({ '-id': CLIENT_ID });
});

test('what fits on the screen does not scroll, and the wallet stays under the finger that presses it', async () => {
	on.expectedComplaints = ['User rejected the request'];
	wallet.policy = 'ask';
	const scrolls = () => page.evaluate(() => document.documentElement.scrollHeight > window.innerHeight);
	const choice = page.getByRole('button', { name: 'Continue with MetaMask' });
	await page.getByRole('button', { name: 'MetaMask' }).waitFor();
	expect(await scrolls()).toBe(false);
	await visitor.pressLogin();
	await choice.waitFor();
	expect(await scrolls()).toBe(false);

	const before = await choice.boundingBox();
	await choice.click();
	(await wallet.nextApproval()).approve();
	(await wallet.nextApproval()).reject();
	await page.getByText('You declined').waitFor();
	expect(await choice.boundingBox()).toEqual(before);
});

test("Rocket.Chat's small popup shows the wallet without scrolling", async () => {
	await on.site.customOAuth({ '-login_style': 'popup' });
	await page.reload();
	const popup = await visitor.pressLoginForPopup();
	const button = popup.getByRole('button', { name: 'Continue with MetaMask' });
	await button.waitFor();
	await lookAt(popup, 'popup', POPUP);
	const { y = 0, height = 0 } = (await button.boundingBox()) ?? {};
	expect(y + height).toBeLessThanOrEqual(450);
	await on.site.customOAuth({ '-login_style': 'redirect' });
});
