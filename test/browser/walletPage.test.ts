import { expect, test } from 'vitest';
import { ACCOUNT, ACCOUNT_IN_GROUPS, OTHER_ACCOUNT, OTHER_KEY } from '../wallet/accounts';
import { walletPageForTests } from './walletPageForTests';
import { SERVER_TIME } from './walletPageServer';

const visit = walletPageForTests();
const shownAccount = () => visit.page.locator('#account code');

test.each([1, 137])('signs on chain %i, by keyboard alone', async (chainId) => {
	await visit.wallet.setChain(chainId);
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await visit.page.keyboard.press('Tab');
	await visit.page.keyboard.press('Enter');
	await visit.arrival();
	expect(visit.server.posted).toHaveLength(1);
	expect(visit.server.posted[0]).toMatchObject({
		account: ACCOUNT,
		signer: ACCOUNT,
		chainId,
		challenge: expect.stringMatching(/^challenge-\d+$/),
		url: '/authorize?client_id=rocketchat&state=a%2Bb%3D',
	});
	expect(visit.server.posted[0]?.timestamp).toBeGreaterThanOrEqual(SERVER_TIME);
	expect(visit.server.posted[0]?.timestamp).toBeLessThan(SERVER_TIME + 30);
});

test('says what it is before anything is asked', async () => {
	await visit.openWithWallet();
	await visit.page.getByRole('heading', { level: 1, name: 'Sign in to Acme Chat' }).waitFor();
	const { host } = new URL(visit.server.origin);
	expect(await visit.page.locator('header').textContent()).toContain(host);
	await visit.page.getByText('Signing is free and moves nothing.').waitFor();
	await visit.page.getByText(`Only sign this at ${visit.server.origin}.`).waitFor();
});

test('says whom a wallet is connected to', async () => {
	visit.server.view = { purpose: { kind: 'link', username: 'alice' } };
	await visit.openWithWallet();
	await visit.page.getByRole('heading', { level: 1, name: 'Connect a wallet to @alice' }).waitFor();
	await visit.page.getByText('Only continue if you are @alice.').waitFor();
	await visit.page.getByRole('button', { name: 'Connect MetaMask' }).click();
	await visit.arrival();
});

test.each([
	['the page’s own unless another is named', {}, 'en'],
	['another', { messageLang: 'de' }, 'de'],
])('the language of the text to sign is %s', async (_what, view, lang) => {
	visit.server.view = view;
	await visit.openPage();
	expect(await visit.page.locator('blockquote').getAttribute('lang')).toBe(lang);
});

test('shows the whole account in groups of four while it asks, while it sends, and at the end', async () => {
	let answer = () => {};
	const sent = new Promise<void>((resolve) => {
		answer = resolve;
	});
	await visit.page.route('**/authorize?*', async (route) => {
		if (route.request().method() === 'POST') {
			await sent;
		}
		await route.fallback();
	});
	// No content: the browser stays on the page.
	await visit.page.route('**/done?*', (route) => route.fulfill({ status: 204 }));
	visit.wallet.policy = 'ask';
	await visit.openWithWallet();
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	const signing = await visit.wallet.nextApproval();
	expect(signing.type).toBe('eth_signTypedData');
	await visit.status().getByText('Read the message in MetaMask').waitFor();
	expect(await shownAccount().textContent()).toBe(ACCOUNT_IN_GROUPS);
	expect(await visit.metaMask().getAttribute('aria-busy')).toBe('true');

	signing.approve();
	await visit.status().getByText('Checking your signature').waitFor();
	expect(await shownAccount().textContent()).toBe(ACCOUNT_IN_GROUPS);
	expect(await visit.page.getByRole('timer').textContent()).toBe('');
	await visit.metaMask().click();
	expect(await visit.status().textContent()).toBe('Checking your signature…');
	answer();
	await visit.status().getByText('You are signed in').waitFor();
	expect(await shownAccount().isVisible()).toBe(true);
});

test('a network whose number is too large is refused before anything is signed, with what to do', async () => {
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await visit.page.evaluate(() => {
		const provider = Reflect.get(window, 'ethereum');
		const request = provider.request;
		provider.request = (what: { method: string }) =>
			what.method === 'eth_chainId' ? Promise.resolve('0x20000000000000') : request(what);
	});
	await visit.metaMask().click();
	await visit.page.getByText('Switch to another network').waitFor();
	expect(visit.server.posted).toEqual([]);
});

test('never asks the wallet to change its network', async () => {
	await visit.wallet.setChain(424242);
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await visit.page.evaluate(() => {
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
	await visit.metaMask().click();
	await visit.arrival();
	expect(await visit.page.evaluate(() => sessionStorage.getItem('asked'))).toBe(
		'eth_requestAccounts eth_chainId eth_signTypedData_v4 eth_accounts eth_chainId',
	);
});

test.each([
	[
		'account',
		() => visit.wallet.switchToKey(OTHER_KEY),
		{ account: OTHER_ACCOUNT, signer: OTHER_ACCOUNT, chainId: 1 },
	],
	['network', () => visit.wallet.setChain(137), { account: ACCOUNT, signer: ACCOUNT, chainId: 137 }],
])('asks anew when the %s changed under an open window', async (_what, change, signedWith) => {
	await visit.openWithWallet();
	visit.wallet.policy = 'ask';
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	const stale = await visit.wallet.nextApproval();
	await change();
	stale.approve();
	const fresh = await visit.wallet.nextApproval();
	await visit.status().getByText('changed meanwhile').waitFor();
	fresh.approve();
	await visit.arrival();
	expect(visit.server.posted).toHaveLength(1);
	expect(visit.server.posted[0]).toMatchObject(signedWith);
});

test('remembers nothing', async () => {
	await visit.openWithWallet();
	await visit.metaMask().click();
	await visit.arrival();
	const { cookies, origins } = await visit.page.context().storageState();
	expect({ cookies, origins }).toEqual({ cookies: [], origins: [] });
	expect(await visit.page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('"Cancel" leads back to the client', async () => {
	await visit.openPage();
	await visit.page.getByRole('link', { name: 'Cancel' }).click();
	expect(visit.page.url()).toBe(`${visit.server.origin}/cancelled?error=access_denied`);
});

test('without JavaScript the page says what it needs', async () => {
	await visit.openBrowser({ javaScriptEnabled: false });
	await visit.openPage();
	await visit.page.getByText('This page needs JavaScript').waitFor();
	expect(await visit.page.getByRole('link', { name: 'Cancel' }).isVisible()).toBe(true);
});
