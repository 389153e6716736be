import { expect, test } from 'vitest';
import { browserForTests } from '../browser/browserForTests';
import { walletPageServerForTests } from '../browser/walletPageServerForTests';
import { KEY } from '../wallet/accounts';
import { createWallet } from '../wallet/wallet';

/** Lighthouse's slow phone: a processor four times as slow, 150 ms there and back, 1.6 Mbit/s. */
const SLOWDOWN = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 93_750 };
/** Milliseconds from the click that leads to the page until a wallet can be chosen. */
const AIM = 1000;

const chromium = browserForTests();
const served = walletPageServerForTests();

/** Milliseconds from the start of the navigation to the first picture of the page, and of the wallet's button. */
async function open(): Promise<{ seen: number; usable: number }> {
	const page = await chromium.browser.newPage({ viewport: { width: 390, height: 844 } });
	const wallet = await createWallet({ privateKey: KEY, chainId: 1 });
	await wallet.connect(page);
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Network.enable');
	await devtools.send('Network.emulateNetworkConditions', NETWORK);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
	await page.goto(`${served.server.origin}/authorize?client_id=rocketchat&state=speed`);
	const usable = await page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				const look = () =>
					document.querySelector('#wallet-list button')?.checkVisibility()
						? resolve(performance.now())
						: requestAnimationFrame(look);
				look();
			}),
	);
	const seen = await page.evaluate(
		() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
	);
	await page.close();
	return { seen, usable };
}

test('a wallet can be chosen within a second on a slow phone', async () => {
	const views = [];
	for (let view = 0; view < 8; view++) {
		views.push(await open());
	}
	const fastest = Math.min(...views.map(({ usable }) => usable));
	const times = views.map(({ seen, usable }) => `${Math.round(seen)}/${Math.round(usable)}`).join(', ');
	console.info(`slow phone, milliseconds until something is seen / a wallet can be chosen: ${times}`);
	// The fastest: whatever else the machine is busy with only adds to what the page itself takes.
	expect(fastest).toBeLessThan(AIM);
});
