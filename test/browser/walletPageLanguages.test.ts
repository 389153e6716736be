import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../lib/text/languages';
import { selectTexts } from '../../lib/text/translate';
import { KEY } from '../wallet/accounts';
import { createWallet } from '../wallet/wallet';
import { browserForTests } from './browserForTests';
import { walletPageServerForTests } from './walletPageServerForTests';

const chromium = browserForTests();
const served = walletPageServerForTests();

const chooseMetaMask = (page: Page) => page.getByRole('button', { name: 'MetaMask' }).click();

test.each(LANGUAGES)('%s: the longest texts fit 320 px, twice as big, too', async (lang) => {
	served.server.view = {
		lang,
		texts: selectTexts('page_', lang),
		workspaceUrl: 'https://chat.example.com',
	};
	const page = await chromium.browser.newPage({ viewport: { width: 320, height: 568 } });
	const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	wallet.policy = 'ask';
	await page.goto(`${served.server.origin}/authorize`);
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
});

/** WCAG 1.4.4: text at 200 %. */
async function fitsTwiceAsBig(page: Page): Promise<void> {
	const width = await page.evaluate(() => {
		const { style } = document.documentElement;
		style.fontSize = '200%';
		const { scrollWidth } = document.documentElement;
		style.fontSize = '';
		return scrollWidth;
	});
	expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}
