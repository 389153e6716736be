import { beforeAll, expect, test } from 'vitest';
import { type AccessorCalls, countAccessorCalls } from '../../bench/accessorCalls';
import { signOffer } from '../visitor/signOffer';
import type { Wallet } from '../visitor/wallet';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { GRAFANA, logIn, trust } from './openid/trustedClients';
import { basic } from './provider';
import { APP_ID, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

/** The calls that each kind of request is known to make; each costs a way to the server and back. */
const SITE = 'ServerSettings.getValueById';
const READ = 'PersistenceReader.readByAssociation';
const USER_BY_NAME = 'UserReader.getByUsername';
const USER_BY_ID = 'UserReader.getById';
const CREATE = 'Persistence.createWithAssociations';
const REMOVE = 'Persistence.removeByAssociation';

/** What is kept of an account, and the user that most wallets have. */
const ACCOUNT = [READ, USER_BY_NAME];

const on = siteForTests();

beforeAll(async () => {
	// A job's calls would be taken for a request's.
	await on.site.workspace.jobs.stop();
	await trust(on);
	// A minute after it was made, the master key is cached.
	on.site.workspace.clock.advance(120_000);
	await on.provider.offer();
});

function countAll(act: () => Promise<unknown>): Promise<AccessorCalls> {
	return countAccessorCalls(on.site.workspace.apps.manager.getOneById(APP_ID), act);
}

/** Counts calls without those that ask where the workspace is: all requests of a second share them. */
async function count(act: () => Promise<unknown>): Promise<AccessorCalls> {
	const { calls, rounds } = await countAll(act);
	const others = calls.filter((call) => call !== SITE);
	// Everything else waits for them.
	return { calls: others, rounds: others.length < calls.length ? rounds - 1 : rounds };
}

/** Counts the calls of each request that comes after the challenge. */
async function countLogin(wallet: Wallet) {
	const { provider } = on;
	const answer = await signOffer(wallet, await provider.offer());
	let code = '';
	const post = await count(async () => {
		const { json } = await provider.postAnswer(answer);
		code = new URL(String(json.redirect)).searchParams.get('code') ?? '';
	});
	let accessToken = '';
	const token = await count(async () => {
		accessToken = String((await provider.token({ code })).json.access_token);
	});
	const userinfo = await count(async () => {
		expect((await provider.userinfo(accessToken)).status).toBe(200);
	});
	return { post, token, userinfo };
}

async function walletWithUser(name: string): Promise<{ wallet: Wallet; userId: string }> {
	const wallet = walletNamed(name);
	const { userId } = await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	return { wallet, userId };
}

test('GET authorize asks where the workspace is, once a second', async () => {
	const page = () => on.provider.request(on.provider.authorizeUrl());
	on.site.workspace.clock.advance(1000);
	expect(await countAll(page)).toEqual({ calls: [SITE, SITE], rounds: 1 });
	await expect.poll(() => countAll(page)).toEqual({ calls: [], rounds: 0 });
	await expect.poll(() => countAll(() => on.provider.offer())).toEqual({ calls: [], rounds: 0 });
});

test("a wallet's first login", async () => {
	expect(await countLogin(walletNamed('newcomer'))).toEqual({
		// This hour's newcomers are read once at first, and then whenever there is one more.
		post: { calls: [...ACCOUNT, READ], rounds: 2 },
		token: { calls: [CREATE, ...ACCOUNT, CREATE, READ], rounds: 4 },
		userinfo: { calls: ACCOUNT, rounds: 1 },
	});
});

test('a whole login of a wallet whose user kept the name that it was created by: seven calls', async () => {
	const { wallet } = await walletWithUser('regular');
	expect(await countLogin(wallet)).toEqual({
		post: { calls: ACCOUNT, rounds: 1 },
		token: { calls: [CREATE, ...ACCOUNT], rounds: 2 },
		userinfo: { calls: ACCOUNT, rounds: 1 },
	});
});

test('a wallet whose user has another name needs one call more', async () => {
	const { wallet, userId } = await walletWithUser('renamed');
	await on.site.workspace.users.update(userId, { $set: { username: 'renamed' } });
	expect(await countLogin(wallet)).toEqual({
		post: { calls: [...ACCOUNT, USER_BY_ID], rounds: 2 },
		token: { calls: [CREATE, ...ACCOUNT, USER_BY_ID], rounds: 3 },
		userinfo: { calls: [...ACCOUNT, USER_BY_ID], rounds: 2 },
	});
});

test('a linked wallet: which wallet created its user is asked once, where Rocket.Chat finds the user', async () => {
	const wallet = walletNamed('linked');
	await (await Typist.register(on.site, 'linker')).connect(wallet);
	expect(await countLogin(wallet)).toEqual({
		post: { calls: [...ACCOUNT, USER_BY_ID], rounds: 2 },
		token: { calls: [CREATE, ...ACCOUNT, USER_BY_ID], rounds: 3 },
		userinfo: { calls: [...ACCOUNT, USER_BY_ID, READ], rounds: 3 },
	});
});

test('a whole login through either client of Rocket.Chat makes no other calls', async () => {
	const { wallet } = await walletWithUser('either');
	const login = { service: SERVICE, wallet };
	const seven = [...ACCOUNT, CREATE, ...ACCOUNT, ...ACCOUNT];
	const classic = await count(() => loginThroughClassic(on.site.url, login));
	expect(classic.calls).toEqual(seven);
	await on.site.useModernFlow(true);
	const modern = await count(() => loginThroughModern(on.site.url, login));
	await on.site.useModernFlow(false);
	expect(modern.calls).toEqual(seven);
});

test('a wallet that is blocked while its code is under way leaves nothing behind', async () => {
	const { wallet } = await walletWithUser('blocked');
	const admin = await Typist.existing(on.site, on.site.workspace.admin._id);
	const code = await on.provider.code(wallet);
	await admin.type(`block ${wallet.account}`);
	const kept = () => on.site.workspace.persistence.all(APP_ID);
	const before = await kept();
	expect(await count(() => on.provider.token({ code }))).toEqual({
		calls: [CREATE, ...ACCOUNT, REMOVE],
		rounds: 3,
	});
	expect(await kept()).toEqual(before);
});

test('a login at a tool, its claims, introspection, renewal and end', async () => {
	const { wallet } = await walletWithUser('at a tool');
	const client = basic(GRAFANA.id, GRAFANA.secret);
	const post = (path: string, fields: Record<string, string>) =>
		on.provider.request(`${on.site.issuer}/${path}`, {
			method: 'POST',
			headers: { authorization: client, 'content-type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams(fields).toString(),
		});
	await logIn(on, wallet, GRAFANA);
	let answer: Record<string, unknown> = {};
	const login = await count(async () => {
		answer = (await logIn(on, wallet, GRAFANA, { scope: 'openid offline_access' })).json;
	});
	// Of POST authorize, and of the token. The keys of id_tokens are cached.
	expect(login.calls).toEqual([...ACCOUNT, CREATE, ...ACCOUNT]);
	const [token, refreshToken] = [String(answer.access_token), String(answer.refresh_token)];
	const claims = () =>
		on.provider.request(`${on.site.issuer}/claims`, { headers: { authorization: `Bearer ${token}` } });
	expect(await count(claims)).toEqual({ calls: ACCOUNT, rounds: 1 });
	expect(await count(() => post('introspect', { token }))).toEqual({ calls: [READ, ...ACCOUNT], rounds: 2 });
	let next = '';
	const renewal = await count(async () => {
		const { json } = await post('token', { grant_type: 'refresh_token', refresh_token: refreshToken });
		next = String(json.access_token);
	});
	// The token, the wallet, the new record, who else renews, the mark, the old record.
	expect(renewal).toEqual({ calls: [READ, ...ACCOUNT, CREATE, READ, CREATE, REMOVE], rounds: 6 });
	// The token, its session, the mark of the end, its records, and whether the host has removed them all.
	expect(await count(() => post('revoke', { token: next }))).toEqual({
		calls: [READ, READ, CREATE, REMOVE, READ],
		rounds: 5,
	});
});

test('/wallet token reads what the client keeps, and its session', async () => {
	const user = await Typist.register(on.site, 'typist');
	await user.connect(walletNamed('typist'));
	const { calls } = await count(() => user.type('token'));
	expect(calls.filter((call) => call.startsWith('Persistence'))).toEqual([
		'PersistenceReader.readByAssociations',
		READ,
	]);
});

test('a guessed access token costs no call; one that looks like those of 0.1.0 costs one', async () => {
	expect(await count(() => on.provider.userinfo('A'.repeat(86)))).toEqual({ calls: [], rounds: 0 });
	expect(await count(() => on.provider.userinfo('A'.repeat(43)))).toEqual({ calls: [READ], rounds: 1 });
});

test("an account's picture costs nothing", async () => {
	const url = `${on.site.issuer}/avatar?account=${walletNamed('newcomer').account}`;
	expect(await countAll(() => on.provider.request(url))).toEqual({ calls: [], rounds: 0 });
});
