import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchFirefox } from '../wallet/firefox';
import { createWallet, type Wallet } from '../wallet/wallet';
import { startWalletPageServer, type WalletPageServer } from './walletPageServer';
import { Witness } from './witness';

let browser: Browser;
let server: WalletPageServer;
let page: Page;
let wallet: Wallet;
let witness: Witness;

beforeAll(async () => {
	[browser, server] = await Promise.all([launchFirefox(), startWalletPageServer()]);
});

afterAll(async () => {
	await browser?.close();
	await server?.close();
});

beforeEach(async () => {
	server.posted.length = 0;
	wallet = await createWallet({ privateKey: `0x${'11'.repeat(32)}`, chainId: 137 });
	page = await browser.newPage();
	page.setDefaultTimeout(15_000);
	witness = await Witness.of(page, server.origin);
});

afterEach(async () => {
	await page.context().close();
	expect(witness.complaints).toEqual([]);
	expect(witness.strayRequests).toEqual([]);
});

const openPage = () => page.goto(`${server.origin}/authorize?client_id=rocketchat&state=a%2Bb%3D`);
const metaMask = () => page.getByRole('button', { name: 'Continue with MetaMask' });

test('a wallet announced by EIP-6963 signs in under the strict policy, by keyboard alone', async () => {
	await wallet.connect(page, { legacy: false });
	await openPage();
	await metaMask().waitFor();
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/done?code=1');
	expect(server.posted).toHaveLength(1);
	expect(server.posted[0]).toMatchObject({ account: wallet.account, signer: wallet.account, chainId: 137 });
});

test('a rejected signature is told, and the next attempt succeeds', async () => {
	wallet.policy = 'ask';
	await wallet.connect(page);
	await openPage();
	await metaMask().click();
	(await wallet.nextApproval()).approve();
	(await wallet.nextApproval()).reject();
	await page.getByRole('alert').getByText('You declined in MetaMask').waitFor();
	expect(server.posted).toEqual([]);
	wallet.policy = 'approve';
	await metaMask().click();
	await page.waitForURL('**/done?code=1');
});

test('without a wallet the page says how to get one', async () => {
	await openPage();
	await page.getByRole('status').getByText('No wallet found in this browser').waitFor();
	expect(await page.getByRole('link', { name: 'Get MetaMask' }).isVisible()).toBe(true);
});

test('a foreign script is refused, so that these tests stand for a strict page', async () => {
	await openPage();
	await metaMask().or(page.getByText('No wallet found')).waitFor();
	await page.evaluate(() => {
		const script = document.createElement('script');
		script.textContent = 'document.title = "foreign"';
		document.body.append(script);
	});
	expect(await page.title()).toBe('Sign in to Acme Chat');
	expect(witness.complaints.splice(0)).not.toEqual([]);
});
