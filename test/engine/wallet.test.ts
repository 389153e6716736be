import { describe, expect, test } from 'vitest';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const on = siteForTests();
let people = 0;
const someone = () => {
	people += 1;
	return Typist.register(on.site, `person-${people}`);
};

describe('/wallet login', () => {
	test('answers with a button; after signing, the page and a message where it was typed say so', async () => {
		const alice = await someone();
		const wallet = walletNamed('login');
		const page = await alice.connect(wallet);
		expect(page.status).toBe(200);
		expect(page.text).toContain('Wallet connected');
		expect(page.text).toContain(`@${alice.username}`);
		expect(alice.shown().at(-1)?.msg).toMatch(/^Your wallet 0x[0-9a-fA-F]{40} is connected .* ends .*UTC/);
	});

	test("is answered in its thread, in the user's language", async () => {
		const { messages, users } = on.site.workspace;
		const alice = await someone();
		await users.update(alice.id, { $set: { language: 'de' } });
		const user = await users.findById(alice.id);
		const u = { _id: alice.id, username: alice.username, name: user?.name ?? '' };
		const thread = await messages.insert({ rid: 'GENERAL', msg: 'a thread', u });
		const answer = await alice.type('help', { tmid: thread._id });
		expect(answer.tmid).toBe(thread._id);
		expect(answer.msg).not.toContain('connects a wallet to your account');
		const page = await alice.connect(walletNamed('threaded'));
		expect(page.status).toBe(200);
	});

	test('again, with another wallet, ends the session before it and keeps both wallets', async () => {
		const alice = await someone();
		await alice.connect(walletNamed('first of two'));
		const before = await alice.type('token');
		await alice.connect(walletNamed('second of two'));
		expect((await alice.type('token')).msg).not.toBe(before.msg);
		const status = await alice.type('status');
		expect(status.msg.match(/0x[0-9a-fA-F]{40}/g)).toHaveLength(2);
		expect(alice.buttons(status)).toHaveLength(1);
	});
});

describe('/wallet token, refresh, revoke, status', () => {
	test('token shows the token, its scope and its real expiry', async () => {
		const alice = await someone();
		await alice.connect(walletNamed('token'));
		expect((await alice.type('token')).msg).toMatch(
			/`[A-Za-z0-9_-]{86}`\nScope: openid profile\nExpires .*UTC/,
		);
	});

	test('refresh rotates, and says until when', async () => {
		const alice = await someone();
		await alice.connect(walletNamed('refresh'));
		const before = await alice.type('token');
		expect((await alice.type('refresh')).msg).toMatch(/renewed/);
		expect((await alice.type('token')).msg).not.toBe(before.msg);
	});

	test('revoke ends the session, removes what was kept, and says that Rocket.Chat stays signed in', async () => {
		const alice = await someone();
		const wallet = walletNamed('revoke');
		await alice.connect(wallet);
		expect((await alice.type('revoke')).msg).toMatch(/ended.*\n.*stays signed in/s);
		for (const subcommand of ['token', 'refresh', 'revoke']) {
			expect((await alice.type(subcommand)).msg).toMatch(/no wallet session/);
		}
		expect((await alice.type('status')).msg).toContain('connected');
	});

	test('status has a button to end each session', async () => {
		const alice = await someone();
		await alice.connect(walletNamed('status'));
		const [button] = alice.buttons(await alice.type('status'));
		expect(button && (await alice.press(button))).toMatch(/session is ended/);
		expect(button && (await alice.press(button))).toMatch(/has ended/);
		expect((await alice.type('token')).msg).toMatch(/no wallet session/);
	});

	test('an action that is no button of ours says nothing', async () => {
		const alice = await someone();
		for (const actionId of ['open', 'status', '', 'walletstatus']) {
			expect(await alice.press({ actionId, value: 'status' })).toBe('');
		}
		expect(await alice.press({ actionId: 'wallet status' })).toContain('No wallet logs you in yet');
	});

	test("a button of ours in somebody else's message does nothing", async () => {
		const [alice, mallory] = [await someone(), await someone()];
		const bait = await on.site.workspace.messages.insert({
			rid: 'GENERAL',
			msg: 'press this',
			u: { _id: mallory.id, username: mallory.username, name: 'Mallory' },
		});
		expect(await alice.press({ actionId: 'wallet status' }, bait._id)).toBe('');
	});

	test("somebody else's session can't be ended by its button", async () => {
		const [alice, mallory] = [await someone(), await someone()];
		await alice.connect(walletNamed('not yours to end'));
		const [button] = alice.buttons(await alice.type('status'));
		expect(button && (await mallory.press(button))).toMatch(/has ended/);
		expect((await alice.type('token')).msg).toMatch(/^Access token/);
	});

	test('an access token that has expired, and a session that has ended elsewhere, have their own sentences', async () => {
		const alice = await someone();
		await alice.connect(walletNamed('expired'));
		on.site.workspace.clock.advance(3601 * 1000);
		expect((await alice.type('token')).msg).toMatch(/token has expired/);
		expect((await alice.type('refresh')).msg).toMatch(/renewed/);
		const token = /`(.*)`/.exec((await alice.type('token')).msg)?.[1] ?? '';
		await on.provider.request(`${on.site.issuer}/revoke`, {
			method: 'POST',
			body: new URLSearchParams({ token }),
		});
		for (const subcommand of ['token', 'refresh']) {
			expect((await alice.type(subcommand)).msg).toMatch(/has ended/);
		}
	});

	test('with nothing connected each says what to do', async () => {
		const alice = await someone();
		for (const subcommand of ['token', 'refresh', 'revoke']) {
			expect((await alice.type(subcommand)).msg).toMatch(/no wallet session.*\/wallet login/);
		}
		expect((await alice.type('status')).msg).toMatch(/No wallet logs you in/);
	});

	test('a provider that does not answer is said, and nothing changes', async () => {
		const alice = await someone();
		await alice.connect(walletNamed('unreachable'));
		const { settings } = on.site.workspace;
		const before = settings.text('Site_Url');
		await on.site.serverSetting('Site_Url', 'nonsense');
		try {
			expect((await alice.type('refresh')).msg).toMatch(/did not answer.*Nothing was changed/);
		} finally {
			await on.site.serverSetting('Site_Url', before);
		}
		expect((await alice.type('token')).msg).toMatch(/^Access token/);
	});

	test.each(['', 'help', 'nonsense', 'constructor', '__proto__', 'LOGOUT'])(
		'%j is answered with help',
		async (word) => {
			const alice = await someone();
			expect((await alice.type(word)).msg).toMatch(/\/wallet login/);
		},
	);
});

test.each([
	['logn', /^There is no \/wallet logn\. Did you mean \/wallet login\?\n/],
	['LOGOUT', /^There is no \/wallet logout\.\n/],
	['<b>x</b>', /^\*\/wallet login\*/],
	['', /^\*\/wallet login\*/],
])('an unknown subcommand %j is called that, with the nearest if there is one', async (word, answer) => {
	const user = await Typist.register(on.site, `mistyping-${word.length}`);
	expect((await user.type(word)).msg).toMatch(answer);
});

describe('/wallet forget', () => {
	test('lets go of a linked wallet and ends its sessions', async () => {
		const alice = await someone();
		const wallet = walletNamed('forgotten');
		await alice.connect(wallet);
		expect((await alice.type(`forget ${wallet.account}`)).msg).toMatch(
			/no longer connected.*stays signed in/s,
		);
		expect((await alice.type('status')).msg).toMatch(/No wallet logs you in/);
		expect((await alice.type('token')).msg).toMatch(/no wallet session/);
	});

	test('takes the address in checksum and upper case', async () => {
		const alice = await someone();
		const wallet = walletNamed('shouted');
		await alice.connect(wallet);
		expect((await alice.type(`forget 0x${wallet.account.slice(2).toUpperCase()}`)).msg).toMatch(/no longer/);
	});

	test("somebody else's wallet stays theirs", async () => {
		const [alice, mallory] = [await someone(), await someone()];
		const wallet = walletNamed('not yours to forget');
		await alice.connect(wallet);
		expect((await mallory.type(`forget ${wallet.account}`)).msg).toMatch(/not connected to your account/);
		expect((await alice.type('status')).msg).toContain('connected');
	});

	test('without an address says how', async () => {
		const alice = await someone();
		for (const words of ['forget', 'forget me', 'forget 0x12']) {
			expect((await alice.type(words)).msg).toMatch(/Say which wallet/);
		}
	});

	test('the only known way in is kept: no e-mail, no other wallet', async () => {
		const hermit = await Typist.register(on.site, 'hermit', { emails: [] });
		const [only, other] = [walletNamed('only'), walletNamed('other')];
		await hermit.connect(only);
		expect((await hermit.type(`forget ${only.account}`)).msg).toMatch(/only way into your account/);
		await hermit.connect(other);
		expect((await hermit.type(`forget ${only.account}`)).msg).toMatch(/no longer connected/);
	});
});
