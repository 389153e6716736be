import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { hashPassword } from 'rocketchat-app-workspace';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Client, type LoginWorkspace, startLoginWorkspace } from '../unit/loginWorkspace';

let browser: Browser;
let workspace: LoginWorkspace;
let page: Page;
const blocked: string[] = [];

/** Where Debian's packages put it. */
const CHROMIUM_PATHS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH ?? CHROMIUM_PATHS.find((path) => existsSync(path)) ?? '',
		args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
	});
});
afterAll(() => browser.close());
beforeEach(async () => {
	workspace = await startLoginWorkspace();
	page = await browser.newPage();
	blocked.length = 0;
	page.on('console', (message) => {
		if (message.text().includes('Content Security Policy')) {
			blocked.push(message.text());
		}
	});
});
afterEach(async () => {
	await page.context().close();
	workspace.close();
	expect(blocked).toEqual([]);
});

async function pressButton(client: Client, style: string): Promise<void> {
	await workspace.configure({ login_style: style });
	await workspace.settings.set('Accounts_OAuth_Use_Modern_Flow', client === 'modern');
	await page.goto(`${workspace.site}/home`);
	await page.getByRole('button', { name: 'Sign in with Acme' }).click();
}

const loggedInAs = () => page.locator('#who dd').nth(1).textContent();
const shownError = () => page.locator('#login-error:not(:empty)').textContent();
const ask = () => page.getByRole('dialog', { name: 'Two-factor authentication' });
const mailedCode = () => workspace.mails.lastTo('ada@x.test')?.text.match(/\d{3}-\d{3}/)?.[0] ?? '';

/** Types a code into the dialog once it is there: the mail has been sent by then. */
async function answer(code: () => string): Promise<void> {
	await ask().waitFor();
	await ask().getByLabel('Code').fill(code());
	const answered = page.waitForResponse(/api\/v1\/(login|twoFactorChallenges)/);
	await ask().getByRole('button', { name: 'Verify' }).click();
	await answered;
}

describe.each<[Client, string]>([
	['classic', 'redirect'],
	['classic', 'popup'],
	['classic', ''],
	['modern', 'redirect'],
	['modern', 'popup'],
	['modern', ''],
])('%s, login style "%s"', (client, style) => {
	test('the button logs in, the cookies say so, and no token stays in the address', async () => {
		await pressButton(client, style);
		expect(await loggedInAs()).toBe('@ada');
		expect(page.url()).toBe(`${workspace.site}/home`);
		const names = (await page.context().cookies()).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['rc_uid', 'rc_token']));
	});

	test('the second factor is asked for and accepted', async () => {
		workspace.provider.identity.email = 'ada@x.test';
		await workspace.login('modern');
		workspace.clock.advance(1800 * 1000);
		await pressButton(client, style);
		await answer(mailedCode);
		expect(await loggedInAs()).toBe('@ada');
	});
});

test.each([
	['access_denied', { authorizeError: 'access_denied' }, 'No matching login attempt found'],
	['a refused code', { tokenAnswer: { status: 400, body: {} } }, 'Internal server error [500]'],
])('classic shows %s as Rocket.Chat does', async (_, answers, shown) => {
	Object.assign(workspace.provider, answers);
	await pressButton('classic', 'redirect');
	expect(await shownError()).toBe(shown);
	await pressButton('classic', 'popup');
	expect(await shownError()).toBe(shown);
});

test('modern shows nothing after access_denied', async () => {
	workspace.provider.authorizeError = 'access_denied';
	await pressButton('modern', 'redirect');
	await page.waitForURL(`${workspace.site}/login`);
	await page.getByRole('button', { name: 'Sign in with Acme' }).waitFor();
	expect(await page.locator('#login-error').textContent()).toBe('');
});

test('a password logs in, a reload stays, and logging out ends it', async () => {
	await workspace.addUser({
		username: 'bob',
		services: { password: await hashPassword('correct horse') },
	});
	await page.goto(`${workspace.site}/login`);
	await page.getByLabel('Username or e-mail').fill('bob');
	await page.getByLabel('Password').fill('wrong');
	await page.getByRole('button', { name: 'Log in' }).click();
	expect(await shownError()).toBe('User not found or incorrect password');
	await page.getByLabel('Password').fill('correct horse');
	await page.getByRole('button', { name: 'Log in' }).click();
	expect(await loggedInAs()).toBe('@bob');
	await page.reload();
	expect(await loggedInAs()).toBe('@bob');
	await page.getByRole('button', { name: 'Log out' }).click();
	await page.getByRole('button', { name: 'Log in' }).waitFor();
	expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('rc_token');
});

test('classic asks again after a wrong code', async () => {
	workspace.provider.identity.email = 'ada@x.test';
	await pressButton('classic', 'redirect');
	await answer(() => (mailedCode() === '000-000' ? '111-111' : '000-000'));
	await answer(mailedCode);
	expect(await loggedInAs()).toBe('@ada');
});

test('giving up at the second factor stays at the login form', async () => {
	workspace.provider.identity.email = 'ada@x.test';
	await pressButton('classic', 'redirect');
	await ask().getByRole('button', { name: 'Cancel' }).click();
	expect(await shownError()).toBe('TOTP Required [totp-required]');
});

test('the button has the label and the colours of the settings, and hides when told', async () => {
	await workspace.configure({
		button_label_text: 'Acme <b>',
		button_color: '#112233',
		button_label_color: '#ddeeff',
	});
	await page.goto(`${workspace.site}/home`);
	const button = page.getByRole('button', { name: 'Acme <b>' });
	expect(await button.evaluate(({ style }) => [style.backgroundColor, style.color])).toEqual([
		'rgb(17, 34, 51)',
		'rgb(221, 238, 255)',
	]);
	await workspace.configure({ show_button: false });
	await page.reload();
	await page.getByRole('button', { name: 'Log in' }).waitFor();
	expect(await button.count()).toBe(0);
});
