import { beforeEach, expect, test } from 'vitest';
import { launchFirefox } from '../wallet/firefox';
import { walletPageForTests } from './walletPageForTests';

const visit = walletPageForTests(launchFirefox);

beforeEach(() => visit.wallet.setChain(137));

test('a wallet announced by EIP-6963 signs in under the strict policy, by keyboard alone', async () => {
	await visit.wallet.connect(visit.page, { legacy: false });
	await visit.openPage();
	await visit.metaMask().waitFor();
	await visit.page.keyboard.press('Tab');
	await visit.page.keyboard.press('Enter');
	await visit.arrival();
	expect(visit.server.posted).toHaveLength(1);
	expect(visit.server.posted[0]).toMatchObject({
		account: visit.wallet.account,
		signer: visit.wallet.account,
		chainId: 137,
	});
});

test('a rejected signature is told, and the next attempt succeeds', async () => {
	visit.wallet.policy = 'ask';
	await visit.wallet.connect(visit.page);
	await visit.openPage();
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	(await visit.wallet.nextApproval()).reject();
	await visit.alert().getByText('You declined in MetaMask').waitFor();
	expect(visit.server.posted).toEqual([]);
	visit.wallet.policy = 'approve';
	await visit.metaMask().click();
	await visit.arrival();
});

test('without a wallet the page says how to get one', async () => {
	await visit.openPage();
	await visit.status().getByText('No wallet found in this browser').waitFor();
	expect(await visit.page.getByRole('link', { name: 'Get MetaMask' }).isVisible()).toBe(true);
});

test('a foreign script is refused, so that these tests stand for a strict page', async () => {
	await visit.openPage();
	await visit.metaMask().or(visit.page.getByText('No wallet found')).waitFor();
	await visit.page.evaluate(() => {
		const script = document.createElement('script');
		script.textContent = 'document.title = "foreign"';
		document.body.append(script);
	});
	expect(await visit.page.title()).toBe('Sign in to Acme Chat');
	expect(visit.complaints.splice(0)).not.toEqual([]);
});
