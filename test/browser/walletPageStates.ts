import type { BrowserContextOptions, Page } from 'playwright-core';
import { renderMessagePage } from '../../page/renderMessagePage';
import type { ConnectOptions } from '../wallet/pageConnections';
import type { Wallet } from '../wallet/wallet';
import { SERVER_TIME, type WalletPageServer } from './walletPageServer';

/** Somebody in front of the sign-in page. */
export interface Visit {
	readonly page: Page;
	/** Asks before everything. */
	readonly wallet: Wallet;
	readonly server: WalletPageServer;
}

/** What somebody may find on the sign-in page. */
export interface WalletPageState {
	readonly name: string;
	/** The wallets of this browser; default: MetaMask. */
	readonly wallets?: readonly ConnectOptions[];
	readonly browser?: BrowserContextOptions;
	/** What the server is told before the page opens. */
	readonly prepare?: (visit: Visit) => unknown;
	/** The client's `state`. */
	readonly state?: string;
	/** Leads from the opened page to the state, and waits for it. */
	readonly reach: (visit: Visit) => Promise<unknown>;
}

const ANDROID = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';
const OTHER_WALLET = { info: { name: 'A Wallet With Quite a Long Name Indeed', rdns: 'org.example.other' } };

const metaMask = (page: Page) => page.getByRole('button', { name: 'MetaMask' });
const seen = (page: Page, text: string) => page.getByText(text).first().waitFor();

/** Presses the button and connects; gives the window that asks for the signature. */
async function connect({ page, wallet }: Visit) {
	await metaMask(page).click();
	(await wallet.nextApproval()).approve();
	return wallet.nextApproval();
}

async function sign(visit: Visit) {
	(await connect(visit)).approve();
}
/** Every state of the page, in the order in which somebody may come to them. */
export const WALLET_PAGE_STATES: readonly WalletPageState[] = [
	{ name: 'one wallet', reach: ({ page }) => metaMask(page).waitFor() },
	{
		name: 'several wallets',
		wallets: [OTHER_WALLET, {}],
		reach: ({ page }) => page.getByRole('button').nth(1).waitFor(),
	},
	{
		name: 'a wallet that does not say its name',
		wallets: [{ announce: false }],
		reach: ({ page }) => page.getByRole('button', { name: 'Browser Wallet' }).waitFor(),
	},
	{
		name: 'connecting a wallet to a user',
		prepare: ({ server }) => {
			server.view = { purpose: { kind: 'link', username: 'alice' } };
		},
		reach: ({ page }) => metaMask(page).waitFor(),
	},
	{
		name: 'another program asks',
		prepare: ({ server }) => {
			server.view = {
				purpose: {
					kind: 'client',
					name: 'Acme Wiki',
					host: 'wiki.example.com',
					scope: 'openid profile email offline_access',
				},
			};
		},
		reach: ({ page }) => metaMask(page).waitFor(),
	},
	{
		name: 'waiting for the wallet to connect',
		reach: async ({ page, wallet }) => {
			await metaMask(page).click();
			await wallet.nextApproval();
		},
	},
	{
		name: 'waiting for the signature',
		reach: async (visit) => {
			await connect(visit);
			await visit.page.locator('#account').waitFor();
		},
	},
	{
		name: 'the network changed while signing',
		reach: async (visit) => {
			const signing = await connect(visit);
			await visit.wallet.setChain(137);
			signing.approve();
			await seen(visit.page, 'changed meanwhile');
		},
	},
	{
		name: 'the wallet has a window open',
		reach: async ({ page, wallet }) => {
			await metaMask(page).click();
			await wallet.nextApproval();
			await metaMask(page).click();
			await seen(page, 'already has a request open');
		},
	},
	{
		name: 'declined in the wallet',
		reach: async (visit) => {
			(await connect(visit)).reject();
			await seen(visit.page, 'You declined');
		},
	},
	{
		name: 'the wallet failed',
		reach: async ({ page }) => {
			await metaMask(page).waitFor();
			await page.evaluate(() => {
				Reflect.get(window, 'ethereum').request = async () => {
					throw { code: -32000, message: 'Ledger: device is locked' };
				};
			});
			await metaMask(page).click();
			await seen(page, 'could not sign');
		},
	},
	{
		name: 'the signature is on its way',
		prepare: ({ page }) =>
			page.route('**/authorize?**', (route) =>
				route.request().method() === 'POST' ? undefined : route.continue(),
			),
		reach: async (visit) => {
			await sign(visit);
			await seen(visit.page, 'Checking your signature');
		},
	},
	{
		name: 'signed in',
		// Otherwise the browser would be gone at once.
		prepare: ({ page }) => page.route('**/done?**', (route) => route.fulfill({ status: 204 })),
		reach: async (visit) => {
			await sign(visit);
			await seen(visit.page, 'You are signed in');
		},
	},
	{
		name: 'refused by the workspace',
		prepare: ({ server }) => {
			const error_description = "This wallet is blocked in this workspace. Ask your workspace's admin.";
			const body = JSON.stringify({ error: 'access_denied', error_description });
			server.respond = () => ({ status: 403, body });
		},
		reach: async (visit) => {
			await sign(visit);
			await seen(visit.page, 'did not accept');
		},
	},
	{
		name: 'the server cannot be reached',
		prepare: ({ page }) =>
			page.route('**/authorize?**', (route) =>
				route.request().method() === 'POST' ? route.abort() : route.continue(),
			),
		reach: async (visit) => {
			await sign(visit);
			await seen(visit.page, 'could not be reached');
		},
	},
	{
		name: 'less than a minute left',
		prepare: ({ server }) => {
			server.view = { expiresAt: SERVER_TIME + 45 };
		},
		reach: ({ page }) => metaMask(page).waitFor(),
	},
	{
		name: 'time is up',
		prepare: ({ server }) => {
			server.view = { expiresAt: SERVER_TIME + 1 };
		},
		reach: ({ page }) => seen(page, 'has run out'),
	},
	{
		name: 'a fresh challenge after time was up',
		prepare: ({ server }) => {
			server.view = { expiresAt: SERVER_TIME + 1 };
		},
		reach: async ({ page }) => {
			await page.getByRole('button', { name: 'Start again' }).click();
			await metaMask(page).waitFor();
		},
	},
	{
		name: 'no wallet on a computer',
		wallets: [],
		prepare: ({ server }) => {
			server.view = { workspaceUrl: 'https://chat.example.com' };
		},
		reach: ({ page }) => page.locator('#on-phone').waitFor(),
	},
	{
		name: 'no wallet on a phone',
		wallets: [],
		browser: { userAgent: ANDROID },
		reach: ({ page }) => page.getByRole('link', { name: 'in MetaMask' }).waitFor(),
	},
	{
		name: 'no wallet on a phone, to connect one to a user',
		wallets: [],
		browser: { userAgent: ANDROID },
		prepare: ({ server }) => {
			server.view = { purpose: { kind: 'link', username: 'alice' } };
		},
		reach: ({ page }) => page.getByRole('link', { name: 'in MetaMask' }).waitFor(),
	},
	{
		name: "inside Rocket.Chat's own app",
		wallets: [],
		browser: { userAgent: ANDROID },
		state: btoa(JSON.stringify({ loginStyle: 'redirect', isCordova: true })),
		reach: ({ page }) => seen(page, 'own app cannot reach'),
	},
	{
		name: 'Sign-In with Ethereum',
		prepare: ({ server }) => {
			server.siwe = true;
		},
		reach: async (visit) => {
			await connect(visit);
			await visit.page.locator('#account').waitFor();
		},
	},
	{
		name: 'JavaScript is off',
		// Off in the browser, it would be off for whoever looks at the page, too.
		prepare: ({ page }) =>
			page.route('**/authorize?**', async (route) => {
				const response = await route.fetch();
				const html = (await response.text()).replace(/<script>.*<\/script>/s, '');
				await route.fulfill({ response, body: html });
			}),
		reach: ({ page }) => seen(page, 'needs JavaScript'),
	},
	{
		name: 'a login that was refused before it began',
		prepare: ({ page }) => {
			const { html, headers } = renderMessagePage({
				lang: 'en',
				title: 'This sign-in cannot go on',
				message:
					"No client with this client_id is registered here. Ask your workspace's admin: in Rocket.Chat, the Id of the Custom OAuth service must be the client id of this app's settings.",
				link: { url: '/home', label: 'Back to Rocket.Chat' },
			});
			return page.route('**/authorize?**', (route) => route.fulfill({ status: 400, headers, body: html }));
		},
		reach: ({ page }) => page.getByRole('link', { name: 'Back' }).waitFor(),
	},
];
