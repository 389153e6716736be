import { randomBytes } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Site } from '../engine/site';
import { createWallet, type Wallet } from '../wallet/wallet';

/** A wallet that no other test has. */
export function newWallet(chainId = 1): Promise<Wallet> {
	return createWallet({ privateKey: `0x${randomBytes(32).toString('hex')}`, chainId });
}

/** Somebody in front of a browser with a wallet, who logs in to the workspace. */
export class LoginVisitor {
	/** All that the browser asked for so far, such as `GET http://localhost:3000/home`. */
	readonly requests: string[] = [];
	/** What the browser refused, or a script threw or complained of; popups included. */
	readonly complaints: string[] = [];

	private constructor(
		readonly context: BrowserContext,
		readonly page: Page,
		private readonly site: Site,
	) {}

	/** Opens the workspace's login page in a browser of their own. */
	static async arrive(browser: Browser, site: Site, wallet: Wallet): Promise<LoginVisitor> {
		const context = await browser.newContext();
		context.setDefaultTimeout(20_000);
		await wallet.connect(context);
		const visitor = new LoginVisitor(context, await context.newPage(), site);
		visitor.watch();
		await visitor.page.goto(`${site.url}/login`);
		return visitor;
	}

	/** Presses the workspace's MetaMask button. */
	async pressLogin(page = this.page): Promise<void> {
		await page.getByRole('button', { name: 'MetaMask' }).click();
	}

	/** Presses it where the login style is popup, and gives the popup. */
	async pressLoginForPopup(): Promise<Page> {
		const opened = this.context.waitForEvent('page');
		await this.pressLogin();
		return opened;
	}

	/** Chooses MetaMask on the sign-in page. */
	async chooseWallet(page = this.page): Promise<void> {
		await page.getByRole('button', { name: 'Continue with MetaMask' }).click();
	}

	async logIn(): Promise<void> {
		await this.pressLogin();
		await this.chooseWallet();
	}

	async logOut(): Promise<void> {
		await this.page.getByRole('button', { name: 'Log out' }).click();
		await this.page.getByRole('button', { name: 'MetaMask' }).waitFor();
	}

	/**
	 * What the home page says of who is logged in, by term; waits for it.
	 * @throws Error when a page says instead why nobody is
	 */
	async who(): Promise<Record<string, string>> {
		const heading = this.page.getByRole('heading', { name: 'You are logged in' });
		const alert = this.page.getByRole('alert').filter({ hasText: /./ });
		await heading.or(alert).first().waitFor();
		if (!(await heading.isVisible())) {
			throw new Error(`Not logged in: ${await alert.first().textContent()}`);
		}
		const terms = await this.page.locator('#who dt').allTextContents();
		const values = await this.page.locator('#who dd').allTextContents();
		return Object.fromEntries(terms.map((term, index) => [term, values[index] ?? '']));
	}

	/** Requests that left the workspace. */
	strayRequests(): string[] {
		return this.requests.filter((request) => {
			const address = request.slice(request.indexOf(' ') + 1);
			return !address.startsWith(`${this.site.url}/`) && !address.startsWith('data:');
		});
	}

	private watch(): void {
		this.context.on('request', (request) => this.requests.push(`${request.method()} ${request.url()}`));
		this.context.on('console', (message) => {
			if (['error', 'warning'].includes(message.type())) {
				this.complaints.push(message.text());
			}
		});
		this.context.on('weberror', (error) => this.complaints.push(error.error().message));
	}
}
