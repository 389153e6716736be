// node scripts/run.mjs scripts/pictures.ts: takes the pictures in docs/ anew, of the app as it is now.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../test/wallet/chromium';
import { createWallet } from '../test/wallet/wallet';
import { startWorkspace } from '../workspace/index';
import { ROOT } from './bundle/bundleApp.js';
import { buildPackage } from './package/buildPackage.js';
import { configureRecommendedOAuth, SERVICE } from './start/recommendedOAuth.js';

/** What a picture may weigh in the repository, in bytes. */
const LIMIT = 80_000;
/** The address that the sign-in page shows; nothing is sent there. */
const SHOWN_ADDRESS = 'https://chat.example.com';

const { zip, manifest } = await buildPackage();
const workspace = await startWorkspace();
const browser = await launchChromium();
try {
	await workspace.apps.install(Buffer.from(zip));
	await configureRecommendedOAuth(workspace, manifest.id);
	await workspace.settings.set('Site_Name', 'Acme Chat');
	await takeAll();
} finally {
	await browser.close();
	await workspace.stop();
}

/** Logs in as a visitor does, with a stop at each page. */
async function takeAll(): Promise<void> {
	const page = await browser.newPage({ colorScheme: 'light' });
	const wallet = await createWallet({ privateKey: `0x${'11'.repeat(32)}`, chainId: 1 });
	await wallet.connect(page);
	const choice = page.getByRole('button', { name: 'Continue with MetaMask' });

	await page.goto(`${workspace.url}/login`);
	const login = page.getByRole('button', { name: 'MetaMask' });
	await login.waitFor();
	await take(page, 'login-page', 500);
	await login.click();
	await choice.click();
	await page.getByRole('heading', { name: 'You are logged in' }).waitFor();
	await take(page, 'home', 525);

	await workspace.settings.set('Site_Url', SHOWN_ADDRESS);
	const request = new URLSearchParams({
		client_id: 'rocketchat',
		redirect_uri: `${SHOWN_ADDRESS}/_oauth/${SERVICE}`,
		response_type: 'code',
		scope: 'openid',
		state: 'a picture',
	});
	await page.goto(`${workspace.url}/api/apps/public/${manifest.id}/authorize?${request}`);
	await choice.waitFor();
	await take(page, 'sign-in', 590);
}

/** @throws Error when it weighs too much */
async function take(page: Page, name: string, height: number): Promise<void> {
	await page.setViewportSize({ width: 900, height });
	const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
	if (picture.length > LIMIT) {
		throw new Error(`docs/${name}.png would have ${picture.length} bytes, more than ${LIMIT}`);
	}
	await writeFile(join(ROOT, 'docs', `${name}.png`), picture);
	console.log(`docs/${name}.png: ${picture.length} bytes`);
}
