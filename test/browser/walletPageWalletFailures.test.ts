import { expect, test } from 'vitest';
import { ACCOUNT, OTHER_ACCOUNT } from '../wallet/accounts';
import { walletPageForTests } from './walletPageForTests';

const visit = walletPageForTests();

test('a rejected connection is told, the focus is on the wallet, and the next attempt succeeds', async () => {
	visit.wallet.policy = 'ask';
	await visit.openWithWallet();
	await visit.metaMask().click();
	await visit.page.getByRole('link', { name: 'Cancel' }).focus();
	(await visit.wallet.nextApproval()).reject();
	await visit.alert().getByText('You declined in MetaMask').waitFor();
	expect(await visit.focused()).toBe('Continue with MetaMask');
	expect(visit.server.posted).toEqual([]);
	visit.wallet.policy = 'approve';
	await visit.page.keyboard.press('Enter');
	await visit.arrival();
	expect(visit.server.posted[0]?.signer).toBe(ACCOUNT);
});

test('a rejected signature is told, and the next attempt succeeds', async () => {
	visit.wallet.policy = 'ask';
	await visit.openWithWallet();
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	(await visit.wallet.nextApproval()).reject();
	await visit.alert().getByText('You declined in MetaMask').waitFor();
	expect(await visit.page.locator('#account').isVisible()).toBe(false);
	visit.wallet.policy = 'approve';
	await visit.metaMask().click();
	await visit.arrival();
});

test('a second click while a window is open says so, and the first request still counts', async () => {
	visit.wallet.policy = 'ask';
	await visit.openWithWallet();
	await visit.metaMask().click();
	const connection = await visit.wallet.nextApproval();
	await visit.metaMask().click();
	await visit.status().getByText('MetaMask already has a request open').waitFor();
	connection.approve();
	(await visit.wallet.nextApproval()).approve();
	await visit.arrival();
});

test('a request left open by another tab is told (-32002)', async () => {
	visit.wallet.policy = 'ask';
	await visit.wallet.connect(visit.page.context());
	await visit.openPage();
	const otherTab = await visit.page.context().newPage();
	await otherTab.goto(`${visit.server.origin}/elsewhere`);
	await otherTab.evaluate(() => {
		void Reflect.get(window, 'ethereum').request({ method: 'eth_requestAccounts' });
	});
	await visit.wallet.nextApproval();
	await visit.metaMask().click();
	await visit.alert().getByText('MetaMask already has a request open').waitFor();
});

test('a locked wallet: the page waits for the unlock', async () => {
	await visit.wallet.lock();
	await visit.openWithWallet();
	await visit.metaMask().click();
	await visit.status().getByText('Unlock MetaMask if it is locked').waitFor();
	await visit.wallet.unlock();
	await visit.arrival();
});

/** Replaces the wallet's answer to one method, as a broken or foreign wallet would give it. */
const misanswer = (method: string, answer: { result: unknown } | { error: unknown } | 'never') =>
	visit.page.evaluate(
		([name, what]) => {
			const provider = Reflect.get(window, 'ethereum');
			const request = provider.request;
			provider.request = async (asked: { method: string }) => {
				if (asked.method !== name) {
					return request(asked);
				}
				if (what === 'never') {
					return new Promise(() => {});
				}
				if ('error' in what) {
					throw what.error;
				}
				return what.result;
			};
		},
		[method, answer] as const,
	);

test('a wallet that hangs is told of, and starting again helps', async () => {
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await misanswer('eth_signTypedData_v4', 'never');
	await visit.metaMask().click();
	await visit.status().getByText('Read the message in MetaMask').waitFor();
	await visit.metaMask().click();
	await visit.status().getByText('If you find none, start again.').waitFor();
	await visit.startAgain().click();
	await visit.status().getByText('If you find none').waitFor({ state: 'detached' });
	await visit.metaMask().click();
	await visit.arrival();
});

const typedData = 'eth_signTypedData_v4';
const sign = 'personal_sign';
const connect = 'eth_requestAccounts';
const noSignature = 'not the signature of an ordinary account';

test.each([
	[
		'-32603 for the chain',
		typedData,
		{ error: { code: -32603, message: 'Provided chainId "1" must match the active chainId "137"' } },
		'changed its network',
	],
	[
		'-32602 for the chain, as MetaMask Mobile says it',
		typedData,
		{
			error: {
				code: -32602,
				message: 'Invalid parameters: active chainId is different than the one provided.',
			},
		},
		'changed its network',
	],
	['4100', typedData, { error: { code: 4100, message: 'Unauthorized' } }, 'does not let this site see'],
	['4200', typedData, { error: { code: 4200, message: 'Unsupported' } }, 'cannot sign this kind'],
	['-32601', sign, { error: { code: -32601, message: 'Method not found' } }, 'cannot sign this kind'],
	[
		'an error of its own, shown as text',
		typedData,
		{ error: { code: -32000, message: '<i>Ledger</i> not plugged in' } },
		'could not sign: <i>Ledger</i> not plugged in',
	],
	['a code without words', typedData, { error: { code: -32000 } }, 'could not sign: -32000'],
	['a thrown string', typedData, { error: 'boom' }, 'could not sign: boom'],
	['a thrown nothing', typedData, { error: undefined }, 'gave an answer'],
	['a thrown object without words', typedData, { error: { message: { toString: null } } }, 'gave an answer'],
	['a signature that is none', typedData, { result: '0x1234' }, noSignature],
	['a text’s signature that is none', sign, { result: '0x1234' }, noSignature],
	['no signature at all', typedData, { result: null }, noSignature],
	['undefined', typedData, { result: undefined }, noSignature],
	['no account', connect, { result: [] }, 'shows no account'],
	['undefined accounts', connect, { result: undefined }, 'shows no account'],
	['accounts that are none', connect, { result: { 0: 7 } }, 'shows no account'],
	['a chain that is none', 'eth_chainId', { result: 'mainnet' }, 'gave an answer'],
	['an undefined chain', 'eth_chainId', { result: undefined }, 'gave an answer'],
	['another account after each signature', 'eth_accounts', { result: [OTHER_ACCOUNT] }, 'kept changing'],
])('%s', async (_what, method, answer, sentence) => {
	visit.server.siwe = method === sign;
	await visit.openWithWallet();
	await visit.metaMask().waitFor();
	await misanswer(method, answer);
	await visit.metaMask().click();
	await visit.alert().getByText(sentence).waitFor();
	expect(await visit.focused()).toBe('Continue with MetaMask');
	expect(visit.server.posted).toEqual([]);
	expect(await visit.metaMask().getAttribute('aria-busy')).toBe('false');
});
