import jsQr from 'jsqr';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../wallet/accounts';
import { walletPageForTests } from './walletPageForTests';

const visit = walletPageForTests();

const PHONE = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Mobile Safari/537.36';
const HOME = 'https://link.metamask.io/dapp/chat.example.com/team/home';
const noWallet = () => visit.status().getByText('No wallet found in this browser');
const openInMetaMask = () => visit.page.getByRole('link', { name: 'Open Acme Chat in MetaMask' });
const drawQrCode = () => visit.page.getByRole('img', { name: 'QR code' });

/** The `state` of Rocket.Chat's classic login. */
const classicState = (isCordova: boolean) =>
	JSON.stringify({ loginStyle: 'redirect', credentialToken: 'x?~>'.repeat(9), isCordova });

test('a computer is shown where to get one', async () => {
	await visit.openPage();
	await noWallet().waitFor();
	expect(await visit.page.getByRole('link', { name: 'Get MetaMask' }).getAttribute('href')).toBe(
		'https://metamask.io/download/',
	);
	expect(await visit.page.getByRole('heading', { name: 'Choose your wallet' }).isVisible()).toBe(false);
});

test.each(['light', 'dark'] as const)(
	'a computer shows a code that a phone can read, %s',
	async (colorScheme) => {
		await visit.openBrowser({ colorScheme });
		visit.server.view = { workspaceUrl: 'https://chat.example.com/team' };
		await visit.openPage();
		const { data, width, height } = PNG.sync.read(await drawQrCode().screenshot());
		expect(jsQr(new Uint8ClampedArray(data), width, height)?.data).toBe(HOME);
		// The quiet zone is white, whatever the page's colours are.
		const border = Math.floor((width * 2) / 41);
		expect([...data.subarray(4 * (border * width + border)).subarray(0, 3)]).toEqual([255, 255, 255]);
		expect(await visit.page.getByRole('link', { name: HOME }).getAttribute('href')).toBe(HOME);
	},
);

test('a phone is led to the workspace in its wallet', async () => {
	await visit.openBrowser({ userAgent: PHONE });
	visit.server.view = { workspaceUrl: 'https://chat.example.com/team/' };
	await visit.openPage();
	expect(await openInMetaMask().getAttribute('href')).toBe(HOME);
	expect(await drawQrCode().isVisible()).toBe(false);
});

test('an iPad that calls itself a Macintosh is a phone, too', async () => {
	await visit.openBrowser({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', hasTouch: true });
	await visit.page.addInitScript(() => {
		Object.defineProperty(navigator, 'maxTouchPoints', { get: () => 5 });
	});
	await visit.openPage();
	await openInMetaMask().waitFor();
});

test('to connect a wallet, a phone has to begin with the command, and a computer shows no code', async () => {
	visit.server.view = { purpose: { kind: 'link', username: 'alice' } };
	await visit.openPage();
	await noWallet().waitFor();
	expect(await drawQrCode().count()).toBe(0);
	await visit.openBrowser({ userAgent: PHONE });
	await visit.openPage();
	await visit.status().getByText('/wallet login').waitFor();
	await openInMetaMask().waitFor();
});

test('with a wallet there is no advice', async () => {
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	expect(await drawQrCode().isVisible()).toBe(false);
});

test('"Look again" finds one that was installed meanwhile', async () => {
	await visit.openPage();
	const lookAgain = visit.page.getByRole('button', { name: 'Look again' });
	await lookAgain.waitFor();
	await visit.wallet.connect(visit.page);
	await lookAgain.click();
	await visit.metaMask().click();
	await visit.arrival();
});

test.each(['base64', 'base64url'] as const)(
	'a login that Rocket.Chat’s mobile app began cannot end elsewhere, so the page says what to do (%s)',
	async (encoding) => {
		await visit.openBrowser({ userAgent: PHONE });
		await visit.openPage(Buffer.from(classicState(true)).toString(encoding));
		await visit.status().getByText("Rocket.Chat's own app cannot reach a wallet").waitFor();
		await visit.status().getByText('set a password there under My Account > Profile').waitFor();
		await openInMetaMask().waitFor();
		expect(await visit.page.getByRole('button', { name: 'Look again' }).count()).toBe(0);
	},
);

test('the app’s own webview is known without a state, too', async () => {
	await visit.openBrowser({ userAgent: PHONE });
	await visit.page.addInitScript(() => {
		Reflect.set(window, 'ReactNativeWebView', {});
	});
	await visit.openPage();
	await visit.status().getByText("Rocket.Chat's own app").waitFor();
});

test('with a wallet a login that the mobile app began goes on', async () => {
	await visit.wallet.connect(visit.page);
	await visit.openPage(Buffer.from(classicState(true)).toString('base64'));
	await visit.metaMask().click();
	await visit.arrival();
	expect(visit.server.posted[0]?.signer).toBe(ACCOUNT);
});

test.each([
	['that another browser began', Buffer.from(classicState(false)).toString('base64')],
	['of a modern client', 'pR3nq-_f0Xk'],
	['that is JSON of something else', Buffer.from('null').toString('base64')],
	['that is empty', ''],
])('a state %s is no sign of the app', async (_what, state) => {
	await visit.openPage(state);
	await noWallet().waitFor();
});
