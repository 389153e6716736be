import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../wallet/chromium';
import { createWallet, type Wallet } from '../wallet/wallet';
import { SERVER_TIME, type SignInServer, startSignInServer } from './signInServer';

const KEY = `0x${'11'.repeat(32)}`;
const OTHER_KEY = `0x${'22'.repeat(32)}`;
const ACCOUNT = '0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a';
const OTHER_ACCOUNT = '0x1563915e194d8cfba1943570603f7606a3115508';

let browser: Browser;
let server: SignInServer;
let page: Page;
let wallet: Wallet;
let defaults: Pick<SignInServer, 'view' | 'respond'>;
/** What the browser refused or threw: a CSP violation shows here. */
let complaints: string[];

beforeAll(async () => {
	browser = await launchChromium();
	server = await startSignInServer();
	defaults = { view: server.view, respond: server.respond };
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
	expect(complaints).toEqual([]);
});

async function openBrowser(options: BrowserContextOptions = {}): Promise<void> {
	await page?.context().close();
	complaints = [];
	const context = await browser.newContext(options);
	page = await context.newPage();
	page.setDefaultTimeout(10_000);
	page.on('console', (message) => {
		// The browser itself notes every 4xx; everything else on the console would be a fault.
		if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
			complaints.push(message.text());
		}
	});
	page.on('pageerror', (error) => complaints.push(error.message));
}

const openPage = () => page.goto(`${server.origin}/authorize?client_id=rocketchat&state=a%2Bb%3D`);
const metaMask = () => page.getByRole('button', { name: 'Continue with MetaMask' });
const alert = () => page.getByRole('alert');
const status = () => page.getByRole('status');
const arrival = () => page.waitForURL('**/done?code=1');

async function textOf(part: ReturnType<typeof alert>): Promise<string> {
	return (await part.textContent()) ?? '';
}

describe('signing in', () => {
	test.each([1, 137])('on chain %i, by keyboard alone', async (chainId) => {
		await wallet.setChain(chainId);
		await wallet.connect(page);
		await openPage();
		await metaMask().waitFor();
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		await arrival();
		expect(server.posted).toHaveLength(1);
		expect(server.posted[0]).toMatchObject({
			account: ACCOUNT,
			signer: ACCOUNT,
			chainId,
			challenge: expect.stringMatching(/^challenge-\d+$/),
			url: '/authorize?client_id=rocketchat&state=a%2Bb%3D',
		});
		expect(server.posted[0]?.timestamp).toBeGreaterThanOrEqual(SERVER_TIME);
		expect(server.posted[0]?.timestamp).toBeLessThan(SERVER_TIME + 30);
	});

	test('window.ethereum serves as the last resort', async () => {
		await wallet.connect(page, { announce: false });
		await openPage();
		await page.getByRole('button', { name: 'Continue with Browser Wallet' }).click();
		await arrival();
		expect(server.posted[0]?.signer).toBe(ACCOUNT);
	});

	test('of two wallets MetaMask comes first, and the one that was chosen signs', async () => {
		const other = await createWallet({ privateKey: OTHER_KEY, chainId: 10 });
		await other.connect(page, { info: { name: 'Other <b>Wallet</b>', rdns: 'org.example.other' } });
		await wallet.connect(page);
		await openPage();
		await metaMask().waitFor();
		expect(await page.getByRole('button').allTextContents()).toEqual([
			'Continue with MetaMask',
			'Continue with Other <b>Wallet</b>',
		]);
		await page.getByRole('button', { name: 'Other' }).click();
		await arrival();
		expect(server.posted[0]).toMatchObject({ signer: OTHER_ACCOUNT, chainId: 10 });
	});

	test('shows the account in groups of four and what will be signed', async () => {
		await wallet.connect(page);
		await openPage();
		await page.getByText(`Only sign this at ${server.origin}.`).waitFor();
		wallet.policy = 'ask';
		await metaMask().click();
		(await wallet.nextApproval()).approve();
		const signing = await wallet.nextApproval();
		expect(signing.type).toBe('eth_signTypedData');
		expect(await page.locator('#account code').textContent()).toBe(
			'0x 19e7 e376 e7c2 13b7 e7e7 e46c c70a 5dd0 86da ff2a ',
		);
		expect(await textOf(status())).toMatch(/^Read the message in MetaMask/);
		expect(await metaMask().getAttribute('aria-busy')).toBe('true');
		signing.approve();
		await arrival();
	});

	test("signs with the server's time plus what has passed since, whatever the visitor's clock says", async () => {
		await page.addInitScript(() => {
			Date.now = () => 0;
		});
		wallet.policy = 'ask';
		await wallet.connect(page);
		await openPage();
		await metaMask().click();
		const connection = await wallet.nextApproval();
		await new Promise((resolve) => setTimeout(resolve, 2100));
		connection.approve();
		(await wallet.nextApproval()).approve();
		await arrival();
		expect(server.posted[0]?.timestamp).toBeGreaterThanOrEqual(SERVER_TIME + 2);
		expect(server.posted[0]?.timestamp).toBeLessThan(SERVER_TIME + 30);
	});

	test('never asks the wallet to change its network', async () => {
		await wallet.setChain(424242);
		await wallet.connect(page);
		await openPage();
		await metaMask().waitFor();
		await page.evaluate(() => {
			const provider = Reflect.get(window, 'ethereum');
			const request = provider.request;
			const asked: string[] = [];
			provider.request = (what: { method: string }) => {
				asked.push(what.method);
				// Outlives the redirect.
				sessionStorage.setItem('asked', asked.join(' '));
				return request(what);
			};
		});
		await metaMask().click();
		await arrival();
		expect(await page.evaluate(() => sessionStorage.getItem('asked'))).toBe(
			'eth_requestAccounts eth_chainId eth_signTypedData_v4 eth_accounts eth_chainId',
		);
	});

	test.each([
		[
			'account',
			() => wallet.switchToKey(OTHER_KEY),
			{ account: OTHER_ACCOUNT, signer: OTHER_ACCOUNT, chainId: 1 },
		],
		['network', () => wallet.setChain(137), { account: ACCOUNT, signer: ACCOUNT, chainId: 137 }],
	])('asks anew when the %s changed under an open window', async (_what, change, signedWith) => {
		await wallet.connect(page);
		await openPage();
		wallet.policy = 'ask';
		await metaMask().click();
		(await wallet.nextApproval()).approve();
		const stale = await wallet.nextApproval();
		await change();
		stale.approve();
		const fresh = await wallet.nextApproval();
		expect(await textOf(status())).toMatch(/changed meanwhile/);
		fresh.approve();
		await arrival();
		expect(server.posted).toHaveLength(1);
		expect(server.posted[0]).toMatchObject(signedWith);
	});
});

describe('what can go wrong in the wallet', () => {
	test('a rejected connection is told, the focus is on the wallet, and the next attempt succeeds', async () => {
		wallet.policy = 'ask';
		await wallet.connect(page);
		await openPage();
		await metaMask().click();
		await page.getByRole('link', { name: 'Cancel' }).focus();
		(await wallet.nextApproval()).reject();
		await alert().getByText('You declined in MetaMask').waitFor();
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Continue with MetaMask');
		expect(server.posted).toEqual([]);
		wallet.policy = 'approve';
		await page.keyboard.press('Enter');
		await arrival();
		expect(server.posted[0]?.signer).toBe(ACCOUNT);
	});

	test('a rejected signature is told, and the next attempt succeeds', async () => {
		wallet.policy = 'ask';
		await wallet.connect(page);
		await openPage();
		await metaMask().click();
		(await wallet.nextApproval()).approve();
		(await wallet.nextApproval()).reject();
		await alert().getByText('You declined in MetaMask').waitFor();
		wallet.policy = 'approve';
		await metaMask().click();
		await arrival();
	});

	test('a second click while a window is open says so, and the first request still counts', async () => {
		wallet.policy = 'ask';
		await wallet.connect(page);
		await openPage();
		await metaMask().click();
		const connection = await wallet.nextApproval();
		await metaMask().click();
		expect(await textOf(status())).toMatch(/^MetaMask already has a request open/);
		connection.approve();
		(await wallet.nextApproval()).approve();
		await arrival();
	});

	test('a request left open by another tab is told (-32002)', async () => {
		wallet.policy = 'ask';
		await wallet.connect(page.context());
		await openPage();
		const otherTab = await page.context().newPage();
		await otherTab.goto(`${server.origin}/elsewhere`);
		await otherTab.evaluate(() => {
			void Reflect.get(window, 'ethereum').request({ method: 'eth_requestAccounts' });
		});
		await wallet.nextApproval();
		await metaMask().click();
		await alert().getByText('MetaMask already has a request open').waitFor();
	});

	test('a locked wallet: the page waits for the unlock', async () => {
		await wallet.lock();
		await wallet.connect(page);
		await openPage();
		await metaMask().click();
		await status().getByText('Unlock MetaMask if it is locked').waitFor();
		await wallet.unlock();
		await arrival();
	});

	/** Replaces the wallet's answer to one method, as a broken or foreign wallet would give it. */
	const misanswer = (method: string, answer: { result: unknown } | { error: unknown }) =>
		page.evaluate(
			([name, what]) => {
				const provider = Reflect.get(window, 'ethereum');
				const request = provider.request;
				provider.request = async (asked: { method: string }) => {
					if (asked.method !== name) {
						return request(asked);
					}
					if ('error' in what) {
						throw what.error;
					}
					return what.result;
				};
			},
			[method, answer] as const,
		);

	test.each([
		[
			'-32603 for the chain',
			'eth_signTypedData_v4',
			{ error: { code: -32603, message: 'Provided chainId "1" must match the active chainId "137"' } },
			'changed its network',
		],
		[
			'-32602 for the chain, as MetaMask Mobile says it',
			'eth_signTypedData_v4',
			{
				error: {
					code: -32602,
					message: 'Invalid parameters: active chainId is different than the one provided.',
				},
			},
			'changed its network',
		],
		[
			'4100',
			'eth_signTypedData_v4',
			{ error: { code: 4100, message: 'Unauthorized' } },
			'does not let this site see',
		],
		[
			'4200',
			'eth_signTypedData_v4',
			{ error: { code: 4200, message: 'Unsupported' } },
			'cannot sign this kind',
		],
		[
			'an error of its own, shown as text',
			'eth_signTypedData_v4',
			{ error: { code: -32000, message: '<i>Ledger</i> not plugged in' } },
			'could not sign: <i>Ledger</i> not plugged in',
		],
		['a thrown string', 'eth_signTypedData_v4', { error: 'boom' }, 'could not sign: boom'],
		[
			'a signature that is none',
			'eth_signTypedData_v4',
			{ result: '0x1234' },
			'not the signature of an ordinary account',
		],
		[
			'no signature at all',
			'eth_signTypedData_v4',
			{ result: null },
			'not the signature of an ordinary account',
		],
		['no account', 'eth_requestAccounts', { result: [] }, 'shows no account'],
		['accounts that are none', 'eth_requestAccounts', { result: { 0: 7 } }, 'shows no account'],
		['a chain that is none', 'eth_chainId', { result: 'mainnet' }, 'gave an answer'],
		['another account after each signature', 'eth_accounts', { result: [OTHER_ACCOUNT] }, 'kept changing'],
	])('%s', async (_what, method, answer, sentence) => {
		await wallet.connect(page);
		await openPage();
		await metaMask().waitFor();
		await misanswer(method, answer);
		await metaMask().click();
		await alert().getByText(sentence).waitFor();
		expect(server.posted).toEqual([]);
		expect(await metaMask().getAttribute('aria-busy')).toBe('false');
	});
});

describe('without a wallet', () => {
	test('a computer is shown where to get one', async () => {
		await openPage();
		await status().getByText('No wallet found in this browser').waitFor();
		expect(await page.getByRole('link', { name: 'Get MetaMask' }).getAttribute('href')).toBe(
			'https://metamask.io/download/',
		);
		expect(await page.getByRole('heading', { name: 'Choose your wallet' }).isVisible()).toBe(false);
	});

	test('a phone is led to the workspace in its wallet', async () => {
		await openBrowser({ userAgent: 'Mozilla/5.0 (Linux; Android 14) Mobile' });
		server.view = { workspaceUrl: 'https://chat.example.com/team' };
		await openPage();
		expect(await page.getByRole('link', { name: 'Open Acme Chat in MetaMask' }).getAttribute('href')).toBe(
			'https://link.metamask.io/dapp/chat.example.com/team/home',
		);
	});

	test('"Look again" finds one that was installed meanwhile', async () => {
		await openPage();
		const lookAgain = page.getByRole('button', { name: 'Look again' });
		await lookAgain.waitFor();
		await wallet.connect(page);
		await lookAgain.click();
		await metaMask().click();
		await arrival();
	});

	test('one that announces itself late takes the place of the advice', async () => {
		await openPage();
		await status().getByText('No wallet found').waitFor();
		await page.evaluate(() => {
			const info = { uuid: 'late', name: 'Late Wallet', icon: 'https://example.com/x.png', rdns: 'org.late' };
			const detail = { info, provider: { request: async () => [] } };
			window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
			window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
		});
		expect(await page.getByRole('button').allTextContents()).toEqual(['Continue with Late Wallet']);
		expect(await textOf(status())).toBe('');
		expect(await page.locator('img').count()).toBe(0);
	});

	test('without JavaScript the page says what it needs', async () => {
		await openBrowser({ javaScriptEnabled: false });
		await openPage();
		await page.getByText('This page needs JavaScript').waitFor();
	});
});

describe('what can go wrong at the server', () => {
	const refuse = (status: number, body: string) => {
		server.respond = () => ({ status, body });
	};

	test('its refusal is shown, and "Start again" gets a fresh challenge', async () => {
		refuse(
			400,
			JSON.stringify({ error: 'access_denied', error_description: 'This account is <b>blocked</b>.' }),
		);
		await wallet.connect(page);
		await openPage();
		await metaMask().click();
		await alert().getByText('did not accept the sign-in: This account is <b>blocked</b>.').waitFor();
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Start again');
		const before = server.posted[0]?.challenge;
		Object.assign(server, defaults);
		await page.keyboard.press('Enter');
		await metaMask().click();
		await arrival();
		expect(server.posted[1]?.challenge).not.toBe(before);
	});

	test.each([
		['no JSON', 502, '<html>Bad gateway</html>', 'makes no sense (status 502)'],
		[
			'a redirect that is no web address',
			200,
			JSON.stringify({ redirect: 'javascript:alert(1)' }),
			'makes no sense (status 200)',
		],
		[
			'a redirect that is no string',
			200,
			JSON.stringify({ redirect: ['https://example.com'] }),
			'makes no sense',
		],
		['null', 200, 'null', 'makes no sense'],
	])('%s', async (_what, code, body, sentence) => {
		refuse(code, body);
		await wallet.connect(page);
		await openPage();
		await metaMask().click();
		await alert().getByText(sentence).waitFor();
		expect(new URL(page.url()).pathname).toBe('/authorize');
	});

	test('with the network gone the signature is kept, and sent when it is back', async () => {
		await wallet.connect(page);
		await openPage();
		await metaMask().waitFor();
		await page.context().setOffline(true);
		await metaMask().click();
		await alert().getByText('could not be reached').waitFor();
		await page.context().setOffline(false);
		wallet.policy = 'reject';
		await page.getByRole('button', { name: 'Try again' }).click();
		await arrival();
		expect(server.posted[0]?.signer).toBe(ACCOUNT);
	});

	test('a page that was open too long offers to start again', async () => {
		server.view = { expiresAt: SERVER_TIME + 1 };
		await wallet.connect(page);
		await openPage();
		await alert().getByText('time to sign has run out').waitFor();
		expect(await metaMask().isVisible()).toBe(false);
		Object.assign(server, defaults);
		await page.getByRole('button', { name: 'Start again' }).click();
		await metaMask().click();
		await arrival();
	});

	test('"Cancel" leads back to the client', async () => {
		await openPage();
		await page.getByRole('link', { name: 'Cancel' }).click();
		expect(page.url()).toBe(`${server.origin}/cancelled?error=access_denied`);
	});
});
