import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium } from '../wallet/chromium';
import { createWallet, type Wallet } from '../wallet/wallet';
import { startWalletPageServer, type WalletPageServer } from './walletPageServer';
import { Witness } from './witness';

export const KEY = `0x${'11'.repeat(32)}`;
export const OTHER_KEY = `0x${'22'.repeat(32)}`;
export const ACCOUNT = '0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a';
export const ACCOUNT_IN_GROUPS = '0x 19e7 e376 e7c2 13b7 e7e7 e46c c70a 5dd0 86da ff2a ';
export const OTHER_ACCOUNT = '0x1563915e194d8cfba1943570603f7606a3115508';

/** A visitor of the sign-in page: each test has a page and a wallet of its own, not yet joined. */
export interface WalletPageVisit {
	readonly server: WalletPageServer;
	readonly page: Page;
	readonly wallet: Wallet;
	/** Puts another browser context in place of the page. */
	openBrowser(options?: BrowserContextOptions): Promise<void>;
	/** @param state the client's; none of Rocket.Chat's unless given */
	openPage(state?: string): Promise<void>;
	/** Joins the wallet to the page and opens it. */
	openWithWallet(): Promise<void>;
	metaMask(): ReturnType<Page['getByRole']>;
	startAgain(): ReturnType<Page['getByRole']>;
	alert(): ReturnType<Page['getByRole']>;
	status(): ReturnType<Page['getByRole']>;
	/** Waits until the page has led on to the client. */
	arrival(): Promise<void>;
	focused(): Promise<string | null | undefined>;
}

/** Sets up the server and the browser of a test file; no test may make the browser complain. */
export function walletPageForTests(): WalletPageVisit {
	let browser: Browser;
	let server: WalletPageServer;
	let page: Page;
	let wallet: Wallet;
	let defaults: Pick<WalletPageServer, 'view' | 'siwe' | 'respond' | 'renew'>;
	let witness: Witness;

	beforeAll(async () => {
		browser = await launchChromium();
		server = await startWalletPageServer();
		const { view, siwe, respond, renew } = server;
		defaults = { view, siwe, respond, renew };
	});

	afterAll(async () => {
		await browser.close();
		await server.close();
	});

	beforeEach(async () => {
		Object.assign(server, defaults);
		server.posted.length = 0;
		wallet = await createWallet({ privateKey: KEY, chainId: 1 });
		await openBrowser();
	});

	afterEach(async () => {
		await page.context().close();
		expect(witness.complaints).toEqual([]);
		expect(witness.strayRequests).toEqual([]);
	});

	async function openBrowser(options: BrowserContextOptions = {}): Promise<void> {
		await page?.context().close();
		const context = await browser.newContext(options);
		page = await context.newPage();
		page.setDefaultTimeout(10_000);
		witness = await Witness.of(page, server.origin);
	}

	const visit: WalletPageVisit = {
		get server() {
			return server;
		},
		get page() {
			return page;
		},
		get wallet() {
			return wallet;
		},
		openBrowser,
		openPage: async (state = 'a+b=') => {
			const query = new URLSearchParams({ client_id: 'rocketchat', state });
			await page.goto(`${server.origin}/authorize?${query}`);
		},
		openWithWallet: async () => {
			await wallet.connect(page);
			await visit.openPage();
		},
		metaMask: () => page.getByRole('button', { name: 'Continue with MetaMask' }),
		startAgain: () => page.getByRole('button', { name: 'Start again' }),
		alert: () => page.getByRole('alert'),
		status: () => page.getByRole('status'),
		arrival: () => page.waitForURL('**/done?code=1'),
		focused: () => page.evaluate(() => document.activeElement?.textContent),
	};
	return visit;
}
