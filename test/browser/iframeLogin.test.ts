import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { throwAwayWallet } from '../../scripts/start/throwAwayWallet';
import { nameServiceAccount } from '../engine/loginFrame';
import { Typist } from '../engine/typist';
import { createWallet, type Wallet } from '../wallet/wallet';
import { loginForTests } from './loginForTests';
import { type LoginVisitor, newWallet } from './loginVisitor';

const SECRET = 'a secret of the server';
/** What the browser notes of Rocket.Chat's own first question, and what Rocket.Chat answers to logged-out visitors. */
const NOBODY_YET = 'status of 401';

const on = loginForTests({ loginRelease: { createTokens: { secret: SECRET } } });
let wallet: Wallet;
let visitor: LoginVisitor;

beforeAll(async () => {
	const { settings } = on.site.workspace;
	await settings.set('Accounts_iframe_enabled', true);
	await settings.set('Accounts_iframe_url', `${on.site.issuer}/iframe`);
	await settings.set('Accounts_Iframe_api_url', `${on.site.issuer}/iframe-session`);
});

beforeEach(async () => {
	wallet = await newWallet(137);
});

const arrive = async () => {
	visitor = await on.arrive(wallet);
	on.expectedComplaints.push(NOBODY_YET);
};
const frame = (): FrameLocator => visitor.page.frameLocator('#login-frame');
const signInButton = () => frame().getByRole('button', { name: 'Continue with MetaMask' });
const alert = () => frame().getByRole('alert').filter({ hasText: /./ });
/** Posts of the login frame and of Rocket.Chat's page. */
const posts = (end: string) =>
	visitor.requests.filter((request) => request.startsWith('POST ') && request.endsWith(end)).length;

async function logOut(): Promise<void> {
	await visitor.page.getByRole('button', { name: 'Log out' }).click();
	await signInButton().waitFor();
	on.expectedComplaints.push(NOBODY_YET);
}

describe('with the classic Custom OAuth service', () => {
	beforeEach(async () => {
		await on.site.customOAuth({ '': true });
		await arrive();
	});

	test('the frame hides the password form, signs a new wallet in, and logging out stays logged out', async () => {
		await signInButton().click();
		expect((await visitor.who()).Username).toMatch(
			new RegExp(`^@${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`),
		);
		expect(await visitor.page.locator('#password-form').isVisible()).toBe(false);
		await logOut();
		await visitor.page.reload();
		await signInButton().waitFor();
		on.expectedComplaints.push(NOBODY_YET);
		expect(await visitor.page.getByRole('heading', { name: 'You are logged in' }).isVisible()).toBe(false);
		// The call came from the page: it counts against the visitor's own rate limit.
		expect(posts('/api/v1/login')).toBe(2);
		await signInButton().click();
		await visitor.who();
	});

	test('what Rocket.Chat refuses is said in the frame', async () => {
		await on.site.workspace.settings.set('Accounts_Registration_AuthenticationServices_Enabled', false);
		await signInButton().click();
		await alert().getByText('did not accept the sign-in').waitFor();
		await on.site.workspace.settings.set('Accounts_Registration_AuthenticationServices_Enabled', true);
		await frame().getByRole('button', { name: 'Start again' }).click();
		await signInButton().click();
		await visitor.who();
		on.expectedComplaints.push(NOBODY_YET);
	});

	test('a second factor is asked for in the frame, again after a wrong code', async () => {
		const address = `${wallet.account}@example.com`;
		await signInButton().click();
		const { Id = '' } = await visitor.who();
		await logOut();
		await on.site.workspace.users.update(Id, {
			$set: { emails: [{ address, verified: true }], 'services.email2fa': { enabled: true } },
		});
		await signInButton().click();
		const field = frame().getByLabel('Two-factor code');
		await field.fill('not it');
		await field.press('Enter');
		await frame().getByText('That code was not right.').waitFor();
		await field.fill(on.site.workspace.mails.lastTo(address)?.text.match(/\d{3}-\d{3}/)?.[0] ?? '');
		await frame().getByRole('button', { name: 'Sign in' }).click();
		expect((await visitor.who()).Id).toBe(Id);
		on.expectedComplaints.push(NOBODY_YET, NOBODY_YET);
	});

	test('a declined signature leaves the frame as it was', async () => {
		wallet.policy = 'reject';
		await signInButton().click();
		await alert().waitFor();
		on.expectedComplaints.push('User rejected the request');
		wallet.policy = 'approve';
		await signInButton().click();
		await visitor.who();
	});
});

describe('with a service account instead', () => {
	let user: Typist;

	beforeEach(async () => {
		await on.site.customOAuth({ '': true });
		await nameServiceAccount(on.site, SECRET);
		const privateKey = crypto.getRandomValues(new Uint8Array(32));
		const hex = `0x${Buffer.from(privateKey).toString('hex')}`;
		wallet = await createWallet({ privateKey: hex, chainId: 1 });
		user = await Typist.register(on.site, `person-${hex.slice(2, 10)}`);
		await user.connect(throwAwayWallet(Buffer.from(privateKey), 1));
		await on.site.customOAuth({ '': false });
		await arrive();
	});

	test('a linked wallet signs in as its user, and logging out stays logged out', async () => {
		await signInButton().click();
		expect((await visitor.who()).Username).toBe(`@${user.username}`);
		// At the start, and when the frame said so.
		expect(posts('/iframe-session')).toBe(2);
		expect(await visitor.context.cookies(`${on.site.issuer}/iframe-session`)).not.toContainEqual(
			expect.objectContaining({ name: 'wallet_hand_over' }),
		);
		await logOut();
		expect(posts('/iframe-session')).toBe(3);
		await visitor.page.reload();
		await signInButton().waitFor();
		on.expectedComplaints.push(NOBODY_YET);
		await signInButton().click();
		expect((await visitor.who()).Username).toBe(`@${user.username}`);
	});

	test('no script sees the hand-over, and the browser sends it to the API URL alone', async () => {
		const sent: string[] = [];
		visitor.page.on('request', async (request) => {
			if (((await request.allHeaders()).cookie ?? '').includes('wallet_hand_over')) {
				sent.push(new URL(request.url()).pathname);
			}
		});
		await signInButton().click();
		await visitor.who();
		await expect.poll(() => sent).toEqual([`${new URL(on.site.issuer).pathname}/iframe-session`]);
		expect(await visitor.page.evaluate(() => document.cookie)).not.toContain('wallet_hand_over');
	});

	test('a wallet without a user is told what to do', async () => {
		// By then the browser has noted the first visitor's question.
		await signInButton().waitFor();
		await visitor.context.close();
		wallet = await newWallet();
		await arrive();
		await signInButton().click();
		await alert().getByText('This wallet has no user here yet').waitFor();
		on.expectedComplaints.push('status of 403');
	});

	test('when Rocket.Chat makes no login token, the frame says where to look', async () => {
		await on.site.setting('create-token-secret', 'wrong');
		await signInButton().click();
		await alert().getByText('Rocket.Chat did not let you in').waitFor();
		on.expectedComplaints.push('status of 500');
		await on.site.setting('create-token-secret', SECRET);
		await frame().getByRole('button', { name: 'Start again' }).click();
		await signInButton().click();
		expect((await visitor.who()).Username).toBe(`@${user.username}`);
	});
});

describe('a foreign parent', () => {
	let foreign: Server;
	let page: Page;

	beforeEach(async () => {
		await on.site.customOAuth({ '': true });
		foreign = createServer((_request, response) => {
			response.setHeader('content-type', 'text/html');
			response.end(`<script>heard = []; onmessage = ({ data }) => heard.push(data);</script>
<iframe id="login-frame" src="${on.site.issuer}/iframe"></iframe>`);
		});
		await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
		await arrive();
		page = await (await on.browser.newContext()).newPage();
		await wallet.connect(page);
	});

	afterEach(async () => {
		await page.context().close();
		foreign.close();
	});

	const open = () => page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);

	test('gets no sign-in page into its frame', async () => {
		const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
		await open();
		await refused;
		expect(page.frames()[1]?.url()).not.toContain('/iframe');
	});

	test('is told nothing, even by a page that its browser shows all the same', async () => {
		await page.route(`${on.site.issuer}/iframe`, async (route) => {
			if (!route.request().isNavigationRequest()) {
				return route.continue();
			}
			const response = await route.fetch();
			const {
				'content-security-policy': _policy,
				'x-frame-options': _options,
				...headers
			} = response.headers();
			await route.fulfill({ response, headers });
		});
		await open();
		const inner = page.frameLocator('#login-frame');
		await inner.getByRole('button', { name: 'Continue with MetaMask' }).click();
		await inner.getByText('You are signed in').waitFor();
		// Messages arrive in order: whatever the frame had sent to any origin would come before this one.
		await page.frames()[1]?.evaluate(() => parent.postMessage('end', '*'));
		await expect.poll(() => page.evaluate('heard')).toEqual(['end']);
	});
});

describe('a wallet that is given to the outer page alone, as in MetaMask’s mobile browser', () => {
	test('is found from the frame', async () => {
		await on.site.customOAuth({ '': true });
		await arrive();
		await signInButton().waitFor();
		await visitor.context.addInitScript(() => {
			if (window !== top) {
				Reflect.set(window, 'ethereum', undefined);
				window.addEventListener(
					'eip6963:announceProvider',
					(event) => event.stopImmediatePropagation(),
					true,
				);
			}
		});
		await visitor.page.reload();
		on.expectedComplaints.push(NOBODY_YET);
		await frame()
			.getByRole('button', { name: /^Continue with / })
			.click();
		await visitor.who();
	});
});
