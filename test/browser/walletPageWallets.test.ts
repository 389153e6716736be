import { expect, test } from 'vitest';
import { ACCOUNT, OTHER_ACCOUNT, OTHER_KEY } from '../wallet/accounts';
import { createWallet } from '../wallet/wallet';
import { walletPageForTests } from './walletPageForTests';

const visit = walletPageForTests();

/** Announces a wallet that only has these facts; what it is asked, it answers with nothing. */
const announce = (info: Record<string, unknown>) =>
	visit.page.evaluate((facts) => {
		const detail = { info: facts, provider: { request: async () => [] } };
		window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
	}, info);
const labels = () => visit.page.getByRole('button').allTextContents();

test('window.ethereum serves as the last resort', async () => {
	await visit.wallet.connect(visit.page, { announce: false });
	await visit.openPage();
	await visit.page.getByRole('button', { name: 'Continue with Browser Wallet' }).click();
	await visit.arrival();
	expect(visit.server.posted[0]?.signer).toBe(ACCOUNT);
});

test('of two wallets MetaMask comes first, and the one that was chosen signs', async () => {
	const other = await createWallet({ privateKey: OTHER_KEY, chainId: 10 });
	await other.connect(visit.page, { info: { name: 'Other <b>Wallet</b>', rdns: 'org.example.other' } });
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	expect(await labels()).toEqual(['Continue with MetaMask', 'Continue with Other <b>Wallet</b>']);
	expect(await visit.page.locator('#wallet-list img').count()).toBe(2);
	await visit.page.getByRole('button', { name: 'Other' }).click();
	await visit.arrival();
	expect(visit.server.posted[0]).toMatchObject({ signer: OTHER_ACCOUNT, chainId: 10 });
});

test('one that announces itself late, and twice, takes the place of the advice', async () => {
	await visit.openPage();
	await visit.status().getByText('No wallet found').waitFor();
	const late = { uuid: 'late', name: 'Late Wallet', rdns: 'org.late' };
	await announce(late);
	await announce(late);
	expect(await labels()).toEqual(['Continue with Late Wallet']);
	expect(await visit.status().textContent()).toBe('');
	expect(await visit.page.locator('#on-phone').isVisible()).toBe(false);
});

test.each([
	['10 kB long', 'W'.repeat(10_000), 'W'.repeat(40)],
	['with markup', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
	['that turns the text around', 'Meta\u202eksaM\u0000\n', 'Meta ksaM'],
	['of white space', ' \t ', 'Browser Wallet'],
	['that is no text', 7, 'Browser Wallet'],
])('a name %s', async (_what, name, shown) => {
	await visit.openPage();
	await visit.status().getByText('No wallet found').waitFor();
	await announce({ uuid: 'odd', name, rdns: 'org.odd' });
	expect(await labels()).toEqual([`Continue with ${shown}`]);
	expect(await visit.page.locator('img').count()).toBe(0);
	expect(await visit.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
});

test.each([
	['on the web', 'https://example.com/x.png'],
	['that is a page', 'data:text/html,<script>alert(1)</script>'],
	['that is no picture', 'data:image/png;base64,AAAA'],
	['that is no text', { toString: 'data:image/png' }],
])('an icon %s is left out', async (_what, icon) => {
	await visit.openPage();
	await visit.status().getByText('No wallet found').waitFor();
	await announce({ uuid: 'odd', name: 'Odd Wallet', rdns: 'org.odd', icon });
	await visit.page.getByRole('button', { name: 'Continue with Odd Wallet' }).waitFor();
	await expect.poll(() => visit.page.locator('img').count()).toBe(0);
});

test('an announcement that makes no sense is passed over', async () => {
	await visit.openPage();
	await visit.status().getByText('No wallet found').waitFor();
	await visit.page.evaluate(() => {
		for (const detail of [null, 7, {}, { info: {} }, { info: {}, provider: {} }, { provider: null }]) {
			window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
		}
		window.dispatchEvent(new Event('eip6963:announceProvider'));
	});
	await announce({ uuid: 'good', name: 'Good Wallet', rdns: 'org.good' });
	expect(await labels()).toEqual(['Continue with Good Wallet']);
});
