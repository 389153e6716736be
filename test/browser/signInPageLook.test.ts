import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '../../lib/languages';
import { textsStartingWith } from '../../lib/texts';
import { messagePage } from '../../page/document';
import { launchChromium } from '../wallet/chromium';
import { createWallet, type Wallet } from '../wallet/wallet';
import { faintTexts } from './contrast';
import { KEY } from './signInForTests';
import { SERVER_TIME, type SignInServer, startSignInServer } from './signInServer';

const SCREENSHOTS = join(import.meta.dirname, '../../dist/screenshots');

let browser: Browser;
let server: SignInServer;

beforeAll(async () => {
	mkdirSync(SCREENSHOTS, { recursive: true });
	browser = await launchChromium();
	server = await startSignInServer();
});

afterAll(async () => {
	await browser.close();
	await server.close();
});

interface Stage {
	/** What the page is about, where that matters. */
	readonly view?: SignInServer['view'];
	/** Whether there is a wallet. */
	readonly wallet: boolean;
	readonly userAgent?: string;
	/** Leads there once the page is open. */
	reach(page: Page, wallet: Wallet): Promise<unknown>;
}

const PHONE = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36';
const chooseMetaMask = (page: Page) => page.getByRole('button', { name: 'MetaMask' }).click();

async function signOnce(page: Page, wallet: Wallet): Promise<void> {
	wallet.policy = 'approve';
	await chooseMetaMask(page);
}

/** Each thing that a visitor may find on the page, and how to get there. */
const stages: Record<string, Stage> = {
	wallets: {
		wallet: true,
		reach: async (page, wallet) => {
			await wallet.connect(page, {
				info: { name: 'A Wallet With Quite a Long Name Indeed', rdns: 'org.example.other' },
			});
			await page.reload();
			await page.getByRole('button').nth(1).waitFor();
		},
	},
	link: {
		wallet: true,
		view: { connectsTo: 'alice' },
		reach: (page) => page.getByRole('button', { name: 'Connect MetaMask' }).waitFor(),
	},
	connecting: {
		wallet: true,
		reach: async (page, wallet) => {
			await chooseMetaMask(page);
			await wallet.nextApproval();
			await page.getByText('allow the connection').waitFor();
		},
	},
	signing: {
		wallet: true,
		reach: async (page, wallet) => {
			await chooseMetaMask(page);
			(await wallet.nextApproval()).approve();
			await wallet.nextApproval();
			await page.locator('#account').waitFor();
		},
	},
	sending: {
		wallet: true,
		reach: async (page, wallet) => {
			await page.route('**/authorize', () => {});
			await signOnce(page, wallet);
			await page.getByText('Checking your signature').waitFor();
		},
	},
	pending: {
		wallet: true,
		reach: async (page, wallet) => {
			await chooseMetaMask(page);
			await wallet.nextApproval();
			await chooseMetaMask(page);
			await page.getByText('already has a request open').waitFor();
		},
	},
	declined: {
		wallet: true,
		reach: async (page, wallet) => {
			await chooseMetaMask(page);
			(await wallet.nextApproval()).reject();
			await page.getByText('You declined').waitFor();
		},
	},
	refused: {
		wallet: true,
		reach: async (page, wallet) => {
			const body = {
				error: 'access_denied',
				error_description:
					'This account is blocked in this workspace. Ask an administrator to lift the block.',
			};
			await page.route('**/authorize', (route) => route.fulfill({ status: 403, json: body }));
			await signOnce(page, wallet);
			await page.getByText('did not accept').waitFor();
		},
	},
	unreached: {
		wallet: true,
		reach: async (page, wallet) => {
			await page.route('**/authorize', (route) => route.abort());
			await signOnce(page, wallet);
			await page.getByText('could not be reached').waitFor();
		},
	},
	'timed-out': {
		wallet: true,
		view: { expiresAt: SERVER_TIME + 1 },
		reach: (page) => page.getByText('has run out').waitFor(),
	},
	'no-wallet': {
		wallet: false,
		reach: (page) => page.getByText('No wallet found').waitFor(),
	},
	'no-wallet-phone': {
		wallet: false,
		userAgent: PHONE,
		reach: (page) => page.getByText('No wallet found').waitFor(),
	},
	'no-wallet-link-phone': {
		wallet: false,
		userAgent: PHONE,
		view: { connectsTo: 'alice' },
		reach: (page) => page.getByText('No wallet found').waitFor(),
	},
	'no-wallet-app': {
		wallet: false,
		userAgent: PHONE,
		reach: async (page) => {
			await page.addInitScript(() => {
				Reflect.set(window, 'ReactNativeWebView', {});
			});
			await page.reload();
			await page.getByText('cannot reach a wallet').waitFor();
		},
	},
	message: {
		wallet: false,
		reach: async (page) => {
			const { html } = messagePage({
				lang: 'en',
				title: 'This link does not belong to Acme Chat',
				message:
					'The redirect URI https://evil.example/_oauth/metamask is not registered. Go back to the workspace and press the login button again.',
				link: { url: 'https://chat.example.com', label: 'Go to Acme Chat' },
			});
			await page.setContent(html);
		},
	},
};

/** Sizes of window, in CSS pixels. */
const SIZES = [
	{ width: 320, height: 568 },
	{ width: 390, height: 844 },
	{ width: 1280, height: 800 },
];

test.each(Object.entries(stages))('%s: fits every width, by day and by night', async (name, stage) => {
	const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	wallet.policy = 'ask';
	server.view = { workspaceUrl: 'https://chat.example.com', ...stage.view };
	const page = await browser.newPage(stage.userAgent ? { userAgent: stage.userAgent } : {});
	page.setDefaultTimeout(10_000);
	if (stage.wallet) {
		await wallet.connect(page);
	}
	await page.goto(`${server.origin}/authorize`);
	await stage.reach(page, wallet);

	for (const size of SIZES) {
		await page.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await page.screenshot({
				path: join(SCREENSHOTS, `sign-in-${name}-${size.width}-${colorScheme}.png`),
				fullPage: true,
				animations: 'disabled',
			});
			expect(await faintTexts(page)).toEqual([]);
		}
		expect(await widthOf(page)).toBeLessThanOrEqual(size.width);
		await fitsTwiceAsBig(page);
		for (const control of await page.locator('button:visible, a:visible').all()) {
			// WCAG 2.5.8 asks for 24, fingers for more.
			expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(36);
		}
	}
	await page.close();
	server.view = {};
});

test.each(LANGUAGES)('%s: the longest texts fit 320 px, twice as big, too', async (lang) => {
	server.view = { lang, texts: textsStartingWith('page_', lang), workspaceUrl: 'https://chat.example.com' };
	const page = await browser.newPage({ viewport: { width: 320, height: 568 } });
	const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	wallet.policy = 'ask';
	await page.goto(`${server.origin}/authorize`);
	await page.getByRole('link', { name: 'link.metamask.io' }).waitFor();
	await fitsTwiceAsBig(page);
	await wallet.connect(page);
	await page.reload();
	await chooseMetaMask(page);
	(await wallet.nextApproval()).approve();
	await wallet.nextApproval();
	await page.locator('#account').waitFor();
	await fitsTwiceAsBig(page);
	await page.close();
	server.view = {};
});

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** WCAG 1.4.4: text at 200 %. */
async function fitsTwiceAsBig(page: Page): Promise<void> {
	const scale = (size: string) =>
		page.evaluate((fontSize) => {
			document.documentElement.style.fontSize = fontSize;
		}, size);
	await scale('200%');
	expect(await widthOf(page)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
	await scale('');
}
