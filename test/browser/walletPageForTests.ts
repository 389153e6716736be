import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { KEY } from '../wallet/accounts';
import { createWallet, type Wallet } from '../wallet/wallet';
import { browserForTests } from './browserForTests';
import type { WalletPageServer } from './walletPageServer';
import { walletPageServerForTests } from './walletPageServerForTests';
import { Witness } from './witness';

/** A visitor of the wallet page: each test has a page and a wallet of its own, not yet joined. */
export interface WalletPageVisit {
	readonly server: WalletPageServer;
	readonly page: Page;
	readonly wallet: Wallet;
	/** What the browser complains of; see `Witness`. */
	readonly complaints: string[];
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
export function walletPageForTests(launch?: () => Promise<Browser>): WalletPageVisit {
	const started = browserForTests(launch);
	const served = walletPageServerForTests();
	let page: Page;
	let wallet: Wallet;
	let witness: Witness;

	beforeEach(async () => {
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
		const context = await started.browser.newContext(options);
		page = await context.newPage();
		page.setDefaultTimeout(15_000);
		witness = await Witness.of(page, served.server.origin);
	}

	const visit: WalletPageVisit = {
		get server() {
			return served.server;
		},
		get page() {
			return page;
		},
		get wallet() {
			return wallet;
		},
		get complaints() {
			return witness.complaints;
		},
		openBrowser,
		openPage: async (state = 'a+b=') => {
			const query = new URLSearchParams({ client_id: 'rocketchat', state });
			await page.goto(`${served.server.origin}/authorize?${query}`);
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
