import { Visitor } from 'rocketchat-app-workspace/visitor';
import { describe, expect, test } from 'vitest';
import { jobsByHand } from './jobs';
import { keptRecords } from './keptRecords';
import { APP_ID } from './site';
import { siteForTests } from './siteForTests';
import { storedToken } from './storedToken';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const on = siteForTests();
jobsByHand(on);
let people = 0;
const someone = () => {
	people += 1;
	return Typist.register(on.site, `person-${people}`);
};
const kept = () => keptRecords(on.site.workspace.persistence);
/** Everything kept but tickets, their claims and marks: what must not change when a link is refused. */
const linksAndSessions = async () =>
	(await kept()).filter((record) => 'accessHash' in record || 'since' in record || 'refreshToken' in record);
const callback = (query: string) => on.provider.request(`${on.site.issuer}/wallet-callback?${query}`);

describe('a refused link changes nothing that is kept', () => {
	test.each([
		['a bad code', (id: string) => `state=${id}&code=x`],
		['no code', (id: string) => `state=${id}`],
		['an error', (id: string) => `state=${id}&error=access_denied`],
		['two codes', (id: string) => `state=${id}&code=x&code=y`],
		['no state', () => 'code=x'],
		['nothing', () => ''],
	])('forged callback with %s', async (_what, query) => {
		const alice = await someone();
		await alice.connect(walletNamed(`forged ${_what}`));
		const before = await kept();
		const answer = await callback(query(alice.id));
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.status).toBeLessThan(500);
		expect(answer.text).toContain('was not connected');
		expect(await kept()).toEqual(before);
		expect((await alice.type('token')).msg).toMatch(/^Access token/);
	});

	test("a genuine login code of Rocket.Chat's client is no link", async () => {
		const alice = await someone();
		await alice.connect(walletNamed('victim'));
		const before = await kept();
		const code = await on.provider.code(walletNamed('mallory'));
		expect((await callback(`state=${alice.id}&code=${encodeURIComponent(code)}`)).status).toBe(403);
		expect(await kept()).toEqual(before);
	});

	test('without a ticket nobody gets as far as signing', async () => {
		const alice = await someone();
		const url = new URL(await alice.linkUrl());
		for (const ticket of ['', 'x', 'A'.repeat(43)]) {
			url.searchParams.set('ticket', ticket);
			const answer = await on.provider.request(url.href, { headers: { accept: 'application/json' } });
			expect(answer).toMatchObject({ status: 403, json: { error: 'access_denied' } });
		}
	});

	test("the predictable state: a ticket of one's own attaches nothing to somebody else", async () => {
		const [victim, mallory] = [await someone(), await someone()];
		const url = new URL(await mallory.linkUrl());
		url.searchParams.set('state', victim.id);
		const answer = await on.provider.request(url.href, { headers: { accept: 'application/json' } });
		expect(answer.status).toBe(403);
		const signed = new URL(await mallory.sign(walletNamed('attached')));
		signed.searchParams.set('state', victim.id);
		const before = await linksAndSessions();
		expect((await new Visitor(on.site.url).get(signed.href)).status).toBe(403);
		expect(await linksAndSessions()).toEqual(before);
	});

	test('a signed callback sent with the id of somebody else is refused, and stays good for its own user', async () => {
		const [alice, victim] = [await someone(), await someone()];
		const signed = new URL(await alice.sign(walletNamed(`sent for ${alice.username}`)));
		const forged = new URL(signed);
		forged.searchParams.set('state', victim.id);
		expect((await new Visitor(on.site.url).get(forged.href)).status).toBe(403);
		expect(await storedToken(on.site, victim.id)).toBeUndefined();
		expect((await alice.browser().get(signed.href)).status).toBe(200);
	});

	test('a second use of a ticket, of the callback, or of both at once', async () => {
		const alice = await someone();
		const url = await alice.linkUrl();
		const [first, second] = [
			await alice.sign(walletNamed('used once'), url),
			await alice.sign(walletNamed('used twice'), url),
		];
		expect((await alice.browser().get(first)).status).toBe(200);
		const before = await linksAndSessions();
		for (const again of [first, second]) {
			const page = await alice.browser().get(again);
			expect(page.status).toBe(403);
			expect(page.text).toContain('has expired or was used before');
		}
		expect(await linksAndSessions()).toEqual(before);
		expect((await on.provider.request(url, { headers: { accept: 'application/json' } })).status).toBe(403);
	});

	test('20 callbacks at once: at most one links', async () => {
		const alice = await someone();
		const url = await alice.sign(walletNamed('raced'));
		const pages = await Promise.all(Array.from({ length: 20 }, () => alice.browser().get(url)));
		expect(pages.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
		expect(pages.every(({ status }) => status === 200 || status === 403)).toBe(true);
	});

	test('a ticket that is older than ten minutes', async () => {
		const alice = await someone();
		const url = await alice.linkUrl();
		on.site.workspace.clock.advance(601 * 1000);
		const answer = await on.provider.request(url, { headers: { accept: 'application/json' } });
		expect(answer).toMatchObject({ status: 403, json: { error: 'access_denied' } });
	});

	test("another user's browser", async () => {
		const [alice, bob] = [await someone(), await someone()];
		const url = await alice.sign(walletNamed('lured'));
		const before = await linksAndSessions();
		const page = await bob.browser().get(url);
		expect(page.status).toBe(403);
		expect(page.text).toContain('somebody else is signed in');
		expect(await linksAndSessions()).toEqual(before);
		expect((await alice.browser().get(url)).status).toBe(200);
	});

	test.each(['first', 'last'])("two cookies that say who is signed in, another user's %s", async (where) => {
		const [alice, bob] = [await someone(), await someone()];
		const url = await alice.sign(walletNamed(`two cookies, ${where}`));
		const ids = where === 'first' ? [bob.id, alice.id] : [alice.id, bob.id];
		const cookie = ids.map((id) => `rc_uid=${id}`).join('; ');
		expect((await on.provider.request(url, { headers: { cookie } })).status).toBe(403);
		expect((await alice.browser().get(url)).status).toBe(200);
	});

	test.each([
		['deactivated', (id: string) => on.site.workspace.users.update(id, { $set: { active: false } })],
		['deleted', (id: string) => on.site.workspace.users.remove(id)],
	])('a user who was %s after they had signed is linked to nothing', async (how, change) => {
		const alice = await someone();
		const wallet = walletNamed(`of somebody ${how}`);
		const url = await alice.sign(wallet);
		await change(alice.id);
		expect((await new Visitor(on.site.url).get(url)).status).toBe(403);
		const kept = (await on.site.workspace.persistence.all(APP_ID)) as { kind?: string; account?: string }[];
		expect(kept.filter(({ account }) => account === wallet.account)).toEqual([]);
	});

	test('a wallet that is connected to somebody else, with a sentence before and after signing', async () => {
		const [alice, bob] = [await someone(), await someone()];
		const wallet = walletNamed('taken');
		await alice.connect(wallet);
		const before = await linksAndSessions();
		await expect(bob.sign(wallet)).rejects.toThrow(/connected to another user/);
		expect(await linksAndSessions()).toEqual(before);
	});

	test('two users who connect one wallet at the same time: it is at most one of theirs', async () => {
		const [alice, bob] = [await someone(), await someone()];
		const wallet = walletNamed('wanted by two');
		const urls = [await alice.sign(wallet), await bob.sign(wallet)] as const;
		await Promise.all([alice.browser().get(urls[0]), bob.browser().get(urls[1])]);
		const theirs = [await alice.type('status'), await bob.type('status')];
		expect(theirs.filter(({ msg }) => msg.includes('connected')).length).toBeLessThanOrEqual(1);
	});

	test('a wallet that the list of wallets leaves out', async () => {
		const alice = await someone();
		await on.site.setting('access', 'listed');
		try {
			await expect(alice.sign(walletNamed('unlisted'))).rejects.toThrow(/not on the list/);
		} finally {
			await on.site.setting('access', 'anyone');
		}
	});
});

describe('what is signed for a link', () => {
	test('names the user and is no login', async () => {
		const alice = await someone();
		const url = await alice.linkUrl();
		const { typedData } = await on.provider.offer(url);
		expect(typedData.message.action).toMatch(new RegExp(`^Connect this wallet to @${alice.username} in `));
	});

	test("a link's signature does not log in, a login's does not link", async () => {
		const alice = await someone();
		const wallet = walletNamed('purposeful');
		const code = new URL(await alice.sign(wallet)).searchParams.get('code') ?? '';
		expect((await on.provider.token({ code })).json.error).toBe('invalid_grant');
		const login = await on.provider.code(wallet);
		expect((await callback(`state=${alice.id}&code=${encodeURIComponent(login)}`)).status).toBe(403);
	});

	test("a /wallet token at Rocket.Chat's identity path is refused", async () => {
		const alice = await someone();
		await alice.connect(walletNamed('token at userinfo'));
		const token = /`(.*)`/.exec((await alice.type('token')).msg)?.[1] ?? '';
		expect((await on.provider.userinfo(token)).status).toBe(401);
	});

	test('each opening of the page gets a fresh challenge', async () => {
		const url = await (await someone()).linkUrl();
		expect((await on.provider.offer(url)).challenge).not.toBe((await on.provider.offer(url)).challenge);
	});
});
