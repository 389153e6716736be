import { beforeEach, expect, test } from 'vitest';
import { walletPageForTests } from './walletPageForTests';

const visit = walletPageForTests();

beforeEach(() => {
	visit.server.view = {
		purpose: { kind: 'client', name: 'Grafana', host: 'grafana.example', scope: 'openid profile' },
	};
});

const learns = () =>
	visit.page.getByRole('main').getByRole('list').first().getByRole('listitem').allTextContents();

test('a client is named, with where it is and what it will get', async () => {
	await visit.openWithWallet();
	await visit.page.getByRole('heading', { level: 1, name: 'Sign in to Grafana' }).waitFor();
	expect(await visit.page.title()).toBe('Sign in to Grafana');
	await visit.page.getByText('Grafana (grafana.example) will get:').waitFor();
	expect(await learns()).toEqual([
		'the address of the account that you sign with',
		'your username, name and picture',
	]);
});

test.each([
	['', ['the address of the account that you sign with']],
	[
		'openid email offline_access',
		[
			'the address of the account that you sign with',
			'an e-mail address, if this workspace gives you one',
			'access until you end it with /wallet status',
		],
	],
])('scope %j is said as %j', async (scope, items) => {
	visit.server.view = { purpose: { kind: 'client', name: 'Grafana', host: 'grafana.example', scope } };
	await visit.openWithWallet();
	expect(await learns()).toEqual(items);
});

test('signing leads back to it', async () => {
	await visit.openWithWallet();
	await visit.metaMask().click();
	await visit.arrival();
	expect(visit.server.posted).toHaveLength(1);
});

test.each([
	['a computer', undefined, 'No wallet found in this browser'],
	['a phone', 'Mozilla/5.0 (Linux; Android 15) Mobile', 'open Grafana in its browser'],
])(
	'without a wallet, on %s, nothing leads to the workspace, where its login does not begin',
	async (_what, userAgent, text) => {
		if (userAgent) {
			await visit.openBrowser({ userAgent });
		}
		await visit.openPage();
		await visit.page.getByText(text).first().waitFor();
		expect(await visit.page.getByRole('link', { name: /link\.metamask\.io|in MetaMask/ }).count()).toBe(0);
		expect(await visit.page.getByRole('img').count()).toBe(0);
	},
);

test('the workspace itself is not named as a client', async () => {
	visit.server.view = {};
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	expect(await visit.page.getByText('will get:').count()).toBe(0);
});
