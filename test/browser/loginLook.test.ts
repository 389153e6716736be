import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CLIENT_ID, type Site, startSite } from '../engine/site';
import { launchChromium } from '../wallet/chromium';
import type { Wallet } from '../wallet/wallet';
import { faintTexts } from './contrast';
import { LoginVisitor, newWallet } from './loginVisitor';

const SCREENSHOTS = join(import.meta.dirname, '../../dist/screenshots');
const DESKTOP_AND_PHONE = [
	{ width: 1280, height: 800 },
	{ width: 390, height: 844 },
];
/** The size that Rocket.Chat opens its popup with. */
const POPUP = [{ width: 900, height: 450 }];

let browser: Browser;
let site: Site;
let wallet: Wallet;
let visitor: LoginVisitor;
let page: Page;

beforeAll(async () => {
	mkdirSync(SCREENSHOTS, { recursive: true });
	[browser, site] = await Promise.all([launchChromium(), startSite()]);
	await site.workspace.settings.set('Site_Name', 'Acme Chat');
});

afterAll(async () => {
	await browser?.close();
	await site?.workspace.stop();
});

beforeEach(async () => {
	wallet = await newWallet();
	visitor = await LoginVisitor.arrive(browser, site, wallet);
	page = visitor.page;
	return () => visitor.context.close();
});

/** Keeps a picture of a step in each size, by day and by night, and checks that it fits and can be read. */
async function look(shown: Page, step: string, sizes = DESKTOP_AND_PHONE): Promise<void> {
	for (const size of sizes) {
		await shown.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			await shown.emulateMedia({ colorScheme });
			const path = join(SCREENSHOTS, `login-${step}-${size.width}-${colorScheme}.png`);
			await shown.screenshot({ path, fullPage: true, animations: 'disabled' });
			expect(await faintTexts(shown), `${step}, ${colorScheme}`).toEqual([]);
		}
		const scrollWidth = await shown.evaluate(() => document.documentElement.scrollWidth);
		expect(scrollWidth, step).toBeLessThanOrEqual(size.width);
		for (const control of await shown.locator('button:visible, a:visible, input:visible').all()) {
			// WCAG 2.5.8 asks for 24, fingers for more.
			expect((await control.boundingBox())?.height, step).toBeGreaterThanOrEqual(40);
		}
	}
}

test('each step of a login fits and can be read', async () => {
	wallet.policy = 'ask';
	await page.getByRole('button', { name: 'MetaMask' }).waitFor();
	await look(page, 'login-page');
	await visitor.pressLogin();
	await page.getByRole('button', { name: 'Continue with MetaMask' }).waitFor();
	await look(page, 'sign-in');
	await visitor.chooseWallet();
	const connection = await wallet.nextApproval();
	await look(page, 'connecting');
	connection.approve();
	(await wallet.nextApproval()).reject();
	await page.getByText('You declined').waitFor();
	await look(page, 'declined');
	await visitor.chooseWallet();
	const signing = await wallet.nextApproval();
	await look(page, 'signing');
	signing.approve();
	await visitor.who();
	await look(page, 'home');
});

test('each way that a login can fail fits and can be read', async () => {
	await visitor.pressLogin();
	await page.getByRole('link', { name: 'Cancel' }).click();
	await page.getByText('No matching login attempt found').waitFor();
	await look(page, 'cancelled');

	await visitor.logIn();
	const { Id = '' } = await visitor.who();
	await visitor.logOut();
	await site.workspace.users.update(Id, { $set: { active: false } });
	await visitor.logIn();
	await page.getByText('is deactivated').waitFor();
	await look(page, 'deactivated');

	await site.customOAuth({ '-id': 'somebody-else' });
	await page.goto(`${site.url}/login`);
	await visitor.pressLogin();
	await page.getByRole('heading', { name: 'cannot go on' }).waitFor();
	await look(page, 'unknown-client');
	await site.customOAuth({ '-id': CLIENT_ID });
});

test('what fits on the screen does not scroll, and the wallet stays under the finger that presses it', async () => {
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
	await site.customOAuth({ '-login_style': 'popup' });
	await page.reload();
	const popup = await visitor.pressLoginForPopup();
	const button = popup.getByRole('button', { name: 'Continue with MetaMask' });
	await button.waitFor();
	await look(popup, 'popup', POPUP);
	const { y = 0, height = 0 } = (await button.boundingBox()) ?? {};
	expect(y + height).toBeLessThanOrEqual(450);
	await site.customOAuth({ '-login_style': 'redirect' });
});
