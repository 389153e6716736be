import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Site, startSite } from '../engine/site';
import { launchChromium } from '../wallet/chromium';
import type { Wallet } from '../wallet/wallet';
import { LoginVisitor, newWallet } from './loginVisitor';

let browser: Browser;
let site: Site;
let wallet: Wallet;
let visitor: LoginVisitor;

beforeAll(async () => {
	[browser, site] = await Promise.all([launchChromium(), startSite()]);
});

afterAll(async () => {
	await browser?.close();
	await site?.workspace.stop();
});

beforeEach(async () => {
	wallet = await newWallet(137);
	visitor = await LoginVisitor.arrive(browser, site, wallet);
});

afterEach(async () => {
	await visitor.context.close();
	expect(visitor.strayRequests()).toEqual([]);
	expect(visitor.complaints).toEqual([]);
});

const expectLoggedIn = async () =>
	expect((await visitor.who()).Username).toMatch(new RegExp(`^@${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`));

test.each(['eip712', 'siwe'])(
	'%s: when time is up, the server gives the same page a fresh challenge',
	async (kind) => {
		await site.setting('sign-in-message', kind);
		await visitor.page.clock.install();
		await visitor.pressLogin();
		await visitor.page.getByRole('timer').getByText('Time left: ').waitFor();
		await visitor.page.clock.fastForward('05:00');
		await visitor.page.getByRole('button', { name: 'Start again' }).click();
		await visitor.chooseWallet();
		await expectLoggedIn();
		expect(visitor.requests.filter((request) => /^GET .*\/authorize\?/.test(request))).toHaveLength(2);
	},
);

test('the wallet takes the page’s Sign-In with Ethereum for one to this site', async () => {
	await site.setting('sign-in-message', 'siwe');
	wallet.policy = 'ask';
	await visitor.logIn();
	(await wallet.nextApproval()).approve();
	const signing = await wallet.nextApproval();
	expect(signing).toMatchObject({ type: 'personal_sign', signIn: 'genuine' });
	const shown = await visitor.page.locator('blockquote').textContent();
	expect(Buffer.from(String(signing.data.data).slice(2), 'hex').toString()).toContain(`\n\n${shown}\n\n`);
	signing.approve();
	await expectLoggedIn();
});
