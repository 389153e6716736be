import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messagePage } from '../../page/document';
import { launchChromium } from '../wallet/chromium';
import { createWallet, type Wallet } from '../wallet/wallet';
import { type SignInServer, startSignInServer } from './signInServer';

const SCREENSHOTS = join(import.meta.dirname, '../../dist/screenshots');
const KEY = `0x${'11'.repeat(32)}`;

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

type Stage = (page: Page, wallet: Wallet) => Promise<void>;

const chooseMetaMask = (page: Page) => page.getByRole('button', { name: 'MetaMask' }).click();

/** Each thing that a visitor may find on the page, and how to get there. */
const stages: Record<string, Stage> = {
	wallets: async (page, wallet) => {
		await wallet.connect(page, {
			info: { name: 'A Wallet With Quite a Long Name Indeed', rdns: 'org.example.other' },
		});
		await page.reload();
		await page.getByRole('button').nth(1).waitFor();
	},
	signing: async (page, wallet) => {
		await chooseMetaMask(page);
		(await wallet.nextApproval()).approve();
		await wallet.nextApproval();
		await page.locator('#account').waitFor();
	},
	declined: async (page, wallet) => {
		await chooseMetaMask(page);
		(await wallet.nextApproval()).reject();
		await page.getByText('You declined').waitFor();
	},
	refused: async (page, wallet) => {
		server.respond = () => ({
			status: 400,
			body: JSON.stringify({
				error: 'access_denied',
				error_description:
					'This account is blocked in this workspace. Ask an administrator to lift the block.',
			}),
		});
		wallet.policy = 'approve';
		await chooseMetaMask(page);
		await page.getByText('did not accept').waitFor();
	},
	'no-wallet': async (page) => {
		await page.getByText('No wallet found').waitFor();
	},
	message: async (page) => {
		const { html } = messagePage({
			lang: 'en',
			title: 'This link does not belong to Acme Chat',
			message:
				'The redirect URI https://evil.example/_oauth/metamask is not registered. Go back to the workspace and press the login button again.',
			link: { url: 'https://chat.example.com', label: 'Go to Acme Chat' },
		});
		await page.setContent(html);
	},
};

test.each(Object.entries(stages))('%s: fits every width, by day and by night', async (name, reach) => {
	const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	wallet.policy = 'ask';
	const page = await browser.newPage();
	page.setDefaultTimeout(10_000);
	if (name !== 'no-wallet') {
		await wallet.connect(page);
	}
	await page.goto(`${server.origin}/authorize`);
	await reach(page, wallet);

	for (const width of [320, 390, 1280]) {
		await page.setViewportSize({ width, height: 760 });
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await page.screenshot({
				path: join(SCREENSHOTS, `sign-in-${name}-${width}-${colorScheme}.png`),
				fullPage: true,
				animations: 'disabled',
			});
		}
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		for (const control of await page.locator('button:visible, a:visible').all()) {
			// WCAG 2.5.8 asks for 24, fingers for more.
			expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(40);
		}
	}
	await page.close();
});

describe('what the browser gets', () => {
	test('at most 15 kB compressed', async () => {
		const html = await (await fetch(`${server.origin}/authorize`)).text();
		const bytes = gzipSync(html).length;
		console.info(`sign-in page: ${html.length} characters, ${bytes} bytes gzip`);
		expect(bytes).toBeLessThanOrEqual(15_000);
	});

	test('one request, to the workspace only', async () => {
		const page = await browser.newPage();
		const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
		const requested: string[] = [];
		page.on('request', (request) => requested.push(request.url()));
		await wallet.connect(page);
		await page.goto(`${server.origin}/authorize`);
		await page.getByRole('button').waitFor();
		await page.waitForLoadState('networkidle');
		expect(requested.filter((url) => !url.startsWith('data:'))).toEqual([`${server.origin}/authorize`]);
		await page.close();
	});

	test('the headers of a page that nobody may frame, keep or script', async () => {
		const { headers } = await fetch(`${server.origin}/authorize`);
		expect(headers.get('content-security-policy')).toMatch(
			/^default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
		);
		expect(Object.fromEntries(headers)).toMatchObject({
			'cache-control': 'no-store',
			'content-type': 'text/html; charset=utf-8',
			'referrer-policy': 'no-referrer',
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
		});
		expect(headers.has('cross-origin-opener-policy')).toBe(false);
	});

	test('hostile names and addresses stay text', async () => {
		const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'</title></style>&amp;`;
		server.view = {
			lang: hostile,
			workspaceName: hostile,
			clientName: hostile,
			challenge: `</script><script>alert(2)</script>`,
			cancelUrl: `https://example.com/?${hostile}`,
		};
		const page = await browser.newPage();
		const dialogs: string[] = [];
		page.on('dialog', (dialog) => {
			dialogs.push(dialog.message());
			void dialog.dismiss();
		});
		await page.goto(`${server.origin}/authorize`);
		server.view = {};
		expect(await page.locator('script').count()).toBe(2);
		expect(await page.locator('img').count()).toBe(0);
		expect(await page.title()).toBe(`Sign in to ${hostile}`);
		expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Sign in to ${hostile}`);
		await page.getByText('No wallet found').waitFor();
		expect(dialogs).toEqual([]);
		await page.close();
	});
});
