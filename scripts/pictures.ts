// node scripts/run.mjs scripts/pictures.ts: retakes the pictures in docs/ of the app as it is now.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ADMIN, startWorkspace } from 'rocketchat-app-workspace';
import { launchChromium } from '../test/wallet/chromium';
import { createWallet } from '../test/wallet/wallet';
import { ROOT } from './bundle/bundleApp';
import { buildPackage } from './package/buildPackage';
import { configureRecommendedOAuth, SERVICE } from './start/recommendedOAuth';

/** What a picture may weigh in the repository, in bytes. */
const LIMIT = 100_000;
/** The address that the wallet page shows; nothing is sent there. */
const SHOWN_ADDRESS = 'https://chat.example.com';

const { zip, manifest } = await buildPackage();
const workspace = await startWorkspace();
const browser = await launchChromium();
try {
	await workspace.apps.install(Buffer.from(zip));
	await configureRecommendedOAuth(workspace, manifest.id);
	await workspace.settings.set('Site_Name', 'Acme Chat');
	await takeVisitors();
	await takeAdmins();
} finally {
	await browser.close();
	await workspace.stop();
}

/** Logs in as a visitor does, with a stop at each page. */
async function takeVisitors(): Promise<void> {
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

	const siteUrl = workspace.settings.text('Site_Url');
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
	await workspace.settings.set('Site_Url', siteUrl);
}

/** Asks for the set-up as an admin does. */
async function takeAdmins(): Promise<void> {
	const page = await browser.newPage({ colorScheme: 'light', viewport: { width: 800, height: 600 } });
	await page.goto(`${workspace.url}/login`);
	await page.getByLabel('Username or e-mail').fill(ADMIN.username);
	await page.getByLabel('Password').fill(ADMIN.password);
	await page.getByRole('button', { name: 'Log in', exact: true }).click();

	await page.getByRole('textbox', { name: 'Slash command' }).fill('/wallet setup');
	await page.keyboard.press('Enter');
	const answer = page.getByRole('listitem').filter({ hasText: 'Only you see this' });
	await answer.getByRole('button').first().waitFor();
	await keep(await answer.screenshot({ animations: 'disabled' }), 'setup');
}

async function take(page: Page, name: string, height: number): Promise<void> {
	await page.setViewportSize({ width: 900, height });
	await keep(await page.screenshot({ animations: 'disabled', caret: 'hide' }), name);
}

/** @throws Error when it weighs too much */
async function keep(picture: Buffer, name: string): Promise<void> {
	if (picture.length > LIMIT) {
		throw new Error(`docs/${name}.png would have ${picture.length} bytes, more than ${LIMIT}`);
	}
	await writeFile(join(ROOT, 'docs', `${name}.png`), picture);
	console.log(`docs/${name}.png: ${picture.length} bytes`);
}
