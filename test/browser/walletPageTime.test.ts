import { beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT } from '../wallet/accounts';
import { walletPageForTests } from './walletPageForTests';
import { SERVER_TIME } from './walletPageServer';

const visit = walletPageForTests();
const timer = () => visit.page.getByRole('timer');
const timeIsUp = () => visit.alert().getByText('The time to sign has run out.');

test("signs with the server's time plus what has passed since, whatever the visitor's clock says", async () => {
	await visit.page.clock.install();
	await visit.page.addInitScript(() => {
		Date.now = () => 0;
	});
	visit.wallet.policy = 'ask';
	await visit.openWithWallet();
	await visit.metaMask().click();
	const connection = await visit.wallet.nextApproval();
	await visit.page.clock.runFor(2100);
	connection.approve();
	(await visit.wallet.nextApproval()).approve();
	await visit.arrival();
	expect(visit.server.posted[0]?.timestamp).toBeGreaterThanOrEqual(SERVER_TIME + 2);
	expect(visit.server.posted[0]?.timestamp).toBeLessThan(SERVER_TIME + 30);
});

test('a laptop that slept knows how long: performance.now stood still, the clock did not', async () => {
	await visit.page.addInitScript(() => {
		performance.now = () => 1000;
		const clock = Date.now;
		Reflect.set(window, 'sleep', (seconds: number) => {
			Date.now = () => clock() + seconds * 1000;
		});
	});
	const sleep = (seconds: number) =>
		visit.page.evaluate((time) => Reflect.get(window, 'sleep')(time), seconds);
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await sleep(100);
	await timer().getByText('Time left: 3:').waitFor();
	await sleep(10_000);
	await timeIsUp().waitFor();
});

describe('by a clock that can be wound on', () => {
	beforeEach(async () => {
		await visit.page.clock.install();
	});

	test('the time left is shown by the second, and said once when less than a minute is left', async () => {
		await visit.openWithWallet();
		await visit.metaMask().waitFor();
		await visit.page.clock.pauseAt(Date.now() + 60_000);
		const shown = (await timer().textContent()) ?? '';
		expect(shown).toMatch(/^Time left: [34]:\d\d$/);
		await visit.page.clock.runFor(1000);
		expect(await timer().textContent()).not.toBe(shown);

		const said = visit.page.locator('[aria-live=polite]');
		expect(await said.textContent()).toBe('');
		await visit.page.clock.runFor('03:10');
		expect(await timer().textContent()).toMatch(/^Time left: 0:\d\d$/);
		expect(await said.textContent()).toBe('Less than a minute is left to sign.');
		// A timer that spoke each second would drown everything else.
		expect(await timer().getAttribute('aria-live')).toBe(null);
	});

	test('when it is up, one click gives a fresh challenge on the same page', async () => {
		await visit.openWithWallet();
		await visit.metaMask().waitFor();
		await visit.page.clock.fastForward('05:00');
		await timeIsUp().waitFor();
		expect(await visit.metaMask().isVisible()).toBe(false);
		expect(await visit.focused()).toBe('Start again');
		const loads: string[] = [];
		visit.page.on('load', () => loads.push(visit.page.url()));
		await visit.page.keyboard.press('Enter');
		await timer().getByText('Time left: ').waitFor();
		expect(await timer().textContent()).toMatch(/^Time left: (5:00|4:5\d)$/);
		expect(await visit.focused()).toBe('Continue with MetaMask');
		expect(loads).toEqual([]);
		await visit.page.keyboard.press('Enter');
		await visit.arrival();
		expect(visit.server.posted[0]).toMatchObject({ signer: ACCOUNT });
		expect(visit.server.posted[0]?.timestamp).toBeLessThan(SERVER_TIME + 60);
	});

	test('a link may have to begin elsewhere', async () => {
		visit.server.view = { startAgainUrl: `${visit.server.origin}/home` };
		await visit.openWithWallet();
		await visit.metaMask().waitFor();
		await visit.page.clock.fastForward('05:00');
		await visit.page.getByRole('link', { name: 'Start again' }).click();
		expect(visit.page.url()).toBe(`${visit.server.origin}/home`);
	});

	test('a signature that comes too late is dropped', async () => {
		visit.wallet.policy = 'ask';
		await visit.openWithWallet();
		await visit.metaMask().click();
		(await visit.wallet.nextApproval()).approve();
		const late = await visit.wallet.nextApproval();
		await visit.page.clock.fastForward('05:00');
		await timeIsUp().waitFor();
		late.approve();
		await expect.poll(() => visit.page.locator('[aria-busy=true]').count()).toBe(0);
		expect(await timeIsUp().isVisible()).toBe(true);
		expect(visit.server.posted).toEqual([]);
	});

	test('a connection that comes too late asks for no signature', async () => {
		visit.wallet.policy = 'ask';
		await visit.openWithWallet();
		await visit.metaMask().click();
		const late = await visit.wallet.nextApproval();
		await visit.page.clock.fastForward('05:00');
		await timeIsUp().waitFor();
		visit.wallet.policy = 'approve';
		late.approve();
		await expect.poll(() => visit.page.locator('[aria-busy=true]').count()).toBe(0);
		expect(visit.server.posted).toEqual([]);
	});

	test('a window left open from before asks once more, with the fresh challenge', async () => {
		visit.wallet.policy = 'ask';
		await visit.openWithWallet();
		await visit.metaMask().click();
		(await visit.wallet.nextApproval()).approve();
		const stale = await visit.wallet.nextApproval();
		await visit.page.clock.fastForward('05:00');
		await visit.startAgain().click();
		await visit.metaMask().waitFor();
		stale.approve();
		const fresh = await visit.wallet.nextApproval();
		await visit.status().getByText('changed meanwhile').waitFor();
		fresh.approve();
		await visit.arrival();
		expect(visit.server.posted).toMatchObject([{ signer: ACCOUNT }]);
	});

	test('without a wallet there is no hurry, until one comes', async () => {
		await visit.openPage();
		const noWallet = visit.status().getByText('No wallet found');
		await noWallet.waitFor();
		await visit.page.clock.fastForward('06:00');
		expect(await noWallet.isVisible()).toBe(true);
		expect(await visit.alert().textContent()).toBe('');
		await visit.page.evaluate(() => {
			const info = { uuid: 'late', name: 'Late Wallet', rdns: 'org.late' };
			const detail = { info, provider: { request: async () => [] } };
			window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
		});
		await timeIsUp().waitFor();
		await visit.startAgain().click();
		await visit.page.getByRole('button', { name: 'Continue with Late Wallet' }).waitFor();
	});
});
