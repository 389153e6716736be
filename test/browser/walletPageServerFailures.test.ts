import { describe, expect, test } from 'vitest';
import { ACCOUNT, ACCOUNT_IN_GROUPS, OTHER_ACCOUNT, OTHER_KEY } from '../wallet/accounts';
import { walletPageForTests } from './walletPageForTests';

const visit = walletPageForTests();
const tryAgain = () => visit.page.getByRole('button', { name: 'Try again' });

const refuse = (status: number, body: string) => {
	visit.server.respond = () => ({ status, body });
};
const blocked = JSON.stringify({
	error: 'access_denied',
	error_description: 'This account is <b>blocked</b>.',
});
/** The server's usual answer, to be put back after a refusal. */
const accept = () => {
	const redirect = `${visit.server.origin}/done?code=1`;
	visit.server.respond = () => ({ status: 200, body: JSON.stringify({ redirect }) });
};

/** Signs with MetaMask, which approves everything. */
const signOnce = async () => {
	await visit.openWithWallet();
	await visit.metaMask().click();
};

test('a refused account is named, and another one signs a fresh challenge on the same page', async () => {
	refuse(403, blocked);
	await signOnce();
	await visit.alert().getByText('did not accept the sign-in: This account is <b>blocked</b>.').waitFor();
	expect(await visit.page.locator('#account code').textContent()).toBe(ACCOUNT_IN_GROUPS);
	expect(await visit.focused()).toBe('Start again');
	expect(await visit.metaMask().isVisible()).toBe(false);

	const loads: string[] = [];
	visit.page.on('load', () => loads.push(visit.page.url()));
	await visit.wallet.switchToKey(OTHER_KEY);
	accept();
	await visit.page.keyboard.press('Enter');
	await visit.metaMask().waitFor();
	expect(await visit.page.locator('#account').isVisible()).toBe(false);
	expect(await visit.focused()).toBe('Continue with MetaMask');
	expect(loads).toEqual([]);
	await visit.page.keyboard.press('Enter');
	await visit.arrival();
	const [first, second] = visit.server.posted;
	expect([first?.signer, second?.signer]).toEqual([ACCOUNT, OTHER_ACCOUNT]);
	expect(second?.challenge).not.toBe(first?.challenge);
});

test('a refused link says so in its own words', async () => {
	visit.server.view = { purpose: { kind: 'link', username: 'alice' } };
	refuse(400, blocked);
	await visit.openWithWallet();
	await visit.page.getByRole('button', { name: 'Connect MetaMask' }).click();
	await visit.alert().getByText('Acme Chat did not connect the wallet').waitFor();
});

test('when the client’s own login has expired, "Start again" leads there', async () => {
	visit.server.view = { startAgainUrl: `${visit.server.origin}/home` };
	refuse(400, blocked);
	await signOnce();
	const link = visit.page.getByRole('link', { name: 'Start again' });
	await link.waitFor();
	expect(await visit.focused()).toBe('Start again');
	await link.click();
	expect(visit.page.url()).toBe(`${visit.server.origin}/home`);
});

test.each([
	['no JSON', 502, '<html>Bad gateway</html>', 'makes no sense (status 502)'],
	[
		'a redirect that is no web address',
		200,
		JSON.stringify({ redirect: 'javascript:alert(1)' }),
		'makes no sense (status 200)',
	],
	[
		'a redirect that is no string',
		200,
		JSON.stringify({ redirect: ['https://example.com'] }),
		'makes no sense',
	],
	['an error that is no string', 400, JSON.stringify({ error: {} }), 'makes no sense (status 400)'],
	['null', 200, 'null', 'makes no sense'],
])('%s', async (_what, code, body, sentence) => {
	refuse(code, body);
	await signOnce();
	await visit.alert().getByText(sentence).waitFor();
	await visit.startAgain().waitFor();
	expect(new URL(visit.page.url()).pathname).toBe('/authorize');
});

test('with the network gone the signature is kept, and sent when it is back', async () => {
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await visit.page.context().setOffline(true);
	await visit.metaMask().click();
	await visit.alert().getByText('could not be reached').waitFor();
	await visit.page.context().setOffline(false);
	visit.wallet.policy = 'reject';
	await tryAgain().click();
	await visit.arrival();
	expect(visit.server.posted[0]?.signer).toBe(ACCOUNT);
});

test('a server that never answers counts as gone', async () => {
	await visit.page.clock.install();
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await visit.page.route('**/authorize?*', () => {});
	await visit.metaMask().click();
	await visit.status().getByText('Checking your signature').waitFor();
	await visit.page.clock.fastForward('00:21');
	await visit.alert().getByText('could not be reached').waitFor();
	await visit.page.unroute('**/authorize?*');
	await tryAgain().click();
	await visit.arrival();
});

describe('a fresh challenge', () => {
	test('that the network keeps back can be asked for again', async () => {
		refuse(400, blocked);
		await signOnce();
		await visit.startAgain().waitFor();
		accept();
		await visit.page.context().setOffline(true);
		await visit.startAgain().click();
		await visit.alert().getByText('could not be reached').waitFor();
		expect(await visit.focused()).toBe('Try again');
		await visit.page.context().setOffline(false);
		await tryAgain().click();
		await visit.metaMask().click();
		await visit.arrival();
	});

	test.each([
		[
			'refused',
			503,
			JSON.stringify({ error: 'temporarily_unavailable', error_description: 'Try in a minute.' }),
			'Try in a minute.',
		],
		['a page', 200, '<html></html>', 'makes no sense (status 200)'],
		[
			'without anything to sign',
			200,
			JSON.stringify({ challenge: 'x', serverTime: 1, expiresAt: 2 }),
			'makes no sense',
		],
		[
			'of the wrong types',
			200,
			JSON.stringify({ challenge: 1, serverTime: '1', expiresAt: null, message: '' }),
			'makes no sense',
		],
		[
			'with half a message',
			200,
			JSON.stringify({ challenge: 'x', serverTime: 1, expiresAt: 2, typedData: { domain: {} } }),
			'makes no sense',
		],
	])('that is %s says so, and the next one helps', async (_what, status, body, sentence) => {
		refuse(400, blocked);
		await signOnce();
		await visit.startAgain().waitFor();
		accept();
		const { renew } = visit.server;
		visit.server.renew = () => ({ status, body });
		await visit.startAgain().click();
		await visit.alert().getByText(sentence).waitFor();
		visit.server.renew = renew;
		await visit.startAgain().click();
		await visit.metaMask().click();
		await visit.arrival();
	});
});
