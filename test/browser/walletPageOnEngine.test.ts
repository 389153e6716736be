import { beforeEach, expect, test } from 'vitest';
import type { Wallet } from '../wallet/wallet';
import { loginForTests } from './loginForTests';
import { type LoginVisitor, newWallet } from './loginVisitor';

const on = loginForTests();
let wallet: Wallet;
let visitor: LoginVisitor;

beforeEach(async () => {
	wallet = await newWallet(137);
	visitor = await on.arrive(wallet);
});

const expectLoggedIn = async () =>
	expect((await visitor.who()).Username).toMatch(new RegExp(`^@${wallet.account.slice(0, 10)}-[a-z2-7]{6}$`));

test.each(['eip712', 'siwe'])(
	'%s: when time is up, the server gives the same page a fresh challenge',
	async (kind) => {
		await on.site.setting('sign-in-message', kind);
		await visitor.page.clock.install();
		await visitor.pressLogin();
		await visitor.page.getByRole('timer').getByText('Time left: ').waitFor();
		await visitor.page.clock.fastForward('05:00');
		await visitor.page.getByRole('button', { name: 'Start again' }).click();
		await visitor.chooseWallet();
		await expectLoggedIn();
		expect(visitor.requests.filter((request) => /^GET .*\/authorize\?/.test(request))).toHaveLength(2);
	},
);

test('the wallet takes the page’s Sign-In with Ethereum for one to this site', async () => {
	await on.site.setting('sign-in-message', 'siwe');
	wallet.policy = 'ask';
	await visitor.logIn();
	(await wallet.nextApproval()).approve();
	const signing = await wallet.nextApproval();
	expect(signing).toMatchObject({ type: 'personal_sign', signIn: 'genuine' });
	const shown = await visitor.page.locator('blockquote').textContent();
	expect(Buffer.from(String(signing.data.data).slice(2), 'hex').toString()).toContain(`\n\n${shown}\n\n`);
	signing.approve();
	await expectLoggedIn();
});
