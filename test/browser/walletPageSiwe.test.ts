import { ParsedMessage } from '@spruceid/siwe-parser';
import { beforeEach, expect, test } from 'vitest';
import { ACCOUNT, OTHER_ACCOUNT, OTHER_KEY } from '../wallet/accounts';
import { walletPageForTests } from './walletPageForTests';
import { SERVER_TIME } from './walletPageServer';

const visit = walletPageForTests();

beforeEach(() => {
	visit.server.siwe = true;
});

test('the wallet recognises a Sign-In with Ethereum to this site, and the server the signer', async () => {
	await visit.wallet.setChain(137);
	await visit.openWithWallet();
	const sentence = `Sign in to Acme Chat. Only sign this at ${visit.server.origin}.`;
	await visit.page.getByRole('blockquote').getByText(sentence).waitFor();
	visit.wallet.policy = 'ask';
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	const signing = await visit.wallet.nextApproval();
	expect(signing).toMatchObject({ type: 'personal_sign', signIn: 'genuine' });
	// The parser also checks that the address is in EIP-55's spelling.
	const message = new ParsedMessage(Buffer.from(String(signing.data.data).slice(2), 'hex').toString());
	expect(message).toMatchObject({
		address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A',
		chainId: 137,
		statement: sentence,
	});
	signing.approve();
	await visit.arrival();
	const [posted] = visit.server.posted;
	expect(posted).toMatchObject({ account: ACCOUNT, signer: ACCOUNT, chainId: 137 });
	expect(message.issuedAt).toBe(new Date((posted?.timestamp ?? 0) * 1000).toISOString());
	expect(posted?.timestamp).toBeGreaterThanOrEqual(SERVER_TIME);
});

test('asks anew when the account changed under an open window', async () => {
	await visit.openWithWallet();
	visit.wallet.policy = 'ask';
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	const stale = await visit.wallet.nextApproval();
	await visit.wallet.switchToKey(OTHER_KEY);
	stale.approve();
	(await visit.wallet.nextApproval()).approve();
	await visit.arrival();
	expect(visit.server.posted).toMatchObject([{ account: OTHER_ACCOUNT, signer: OTHER_ACCOUNT }]);
});

test('a rejected signature is told, and a fresh challenge signs as well', async () => {
	await visit.page.clock.install();
	visit.wallet.policy = 'ask';
	await visit.openWithWallet();
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	(await visit.wallet.nextApproval()).reject();
	await visit.alert().getByText('You declined in MetaMask').waitFor();
	await visit.page.clock.fastForward('05:00');
	visit.wallet.policy = 'approve';
	await visit.startAgain().click();
	await visit.metaMask().click();
	await visit.arrival();
	expect(visit.server.posted).toMatchObject([{ signer: ACCOUNT }]);
});

test('the same message on another site is called deceptive', async () => {
	await visit.openWithWallet();
	visit.wallet.policy = 'ask';
	await visit.metaMask().click();
	(await visit.wallet.nextApproval()).approve();
	const { data } = (await visit.wallet.nextApproval()).data;
	const origin = 'https://evil.example';
	visit.wallet.policy = 'approve';
	await visit.wallet.request({ method: 'eth_requestAccounts' }, origin);
	visit.wallet.policy = 'ask';
	void visit.wallet
		.request({ method: 'personal_sign', params: [String(data), ACCOUNT] }, origin)
		.catch(() => {});
	const relayed = await visit.wallet.nextApproval();
	expect(relayed).toMatchObject({ origin, signIn: 'deceptive' });
	relayed.reject();
});
