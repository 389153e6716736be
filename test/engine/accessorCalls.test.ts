import { beforeAll, expect, test } from 'vitest';
import { type AccessorCalls, countAccessorCalls } from '../../bench/accessorCalls';
import { signOffer } from '../visitor/signOffer';
import { loginThroughClassic } from '../visitor/walletLogin';
import { APP_ID, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { Typist } from './typist';
import { walletNamed } from './wallets';

/** The calls that each endpoint is known to make; each costs a way to the server and back. */
const SITE_URL = 'ServerSettings.getValueById';
const SETTINGS = [SITE_URL, SITE_URL];
const READ = 'PersistenceReader.readByAssociation';
const USER_BY_NAME = 'UserReader.getByUsername';
const USER_BY_ID = 'UserReader.getById';
const CREATE = 'Persistence.createWithAssociations';

const on = siteForTests();

beforeAll(async () => {
	// A job's calls would be taken for a request's.
	await on.site.workspace.jobs.stop();
	// From a minute after its making on, the master key is remembered.
	on.site.workspace.clock.advance(120_000);
	await on.provider.offer();
});

function calls(act: () => Promise<unknown>): Promise<AccessorCalls> {
	return countAccessorCalls(on.site.workspace.apps.manager.getOneById(APP_ID), act);
}

/** Counts the calls of each request that comes after the challenge. */
async function callsOfLogin(wallet: ReturnType<typeof walletNamed>) {
	const { provider } = on;
	const answer = await signOffer(wallet, await provider.offer());
	let code = '';
	const post = await calls(async () => {
		const { json } = await provider.postAnswer(answer);
		code = new URL(String(json.redirect)).searchParams.get('code') ?? '';
	});
	let accessToken = '';
	const token = await calls(async () => {
		accessToken = String((await provider.token({ code })).json.access_token);
	});
	const userinfo = await calls(async () => {
		expect((await provider.userinfo(accessToken)).status).toBe(200);
	});
	return { post, token, userinfo };
}

test('GET authorize reads the settings that its texts are made of', async () => {
	expect(await calls(() => on.provider.offer())).toEqual({ calls: SETTINGS, rounds: 1 });
	expect(await calls(() => on.provider.request(on.provider.authorizeUrl()))).toEqual({
		calls: SETTINGS,
		rounds: 1,
	});
});

test("a wallet's first login", async () => {
	expect(await callsOfLogin(walletNamed('newcomer'))).toEqual({
		// This hour's newcomers are read once at first, and then whenever there is one more.
		post: { calls: [...SETTINGS, READ, USER_BY_NAME, READ], rounds: 3 },
		token: { calls: [...SETTINGS, READ, USER_BY_NAME, CREATE, READ, CREATE, READ, READ], rounds: 6 },
		userinfo: { calls: [READ, READ, USER_BY_NAME, SITE_URL], rounds: 2 },
	});
});

test('a wallet whose user kept the name that the wallet gave them', async () => {
	const wallet = walletNamed('regular');
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	expect(await callsOfLogin(wallet)).toEqual({
		post: { calls: [...SETTINGS, READ, USER_BY_NAME], rounds: 2 },
		token: { calls: [...SETTINGS, READ, USER_BY_NAME, CREATE, READ, READ], rounds: 4 },
		userinfo: { calls: [READ, READ, USER_BY_NAME, SITE_URL], rounds: 2 },
	});
});

test('a wallet whose user has another name needs one call more', async () => {
	const wallet = walletNamed('renamed');
	const { userId } = await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	await on.site.workspace.users.update(userId, { $set: { username: 'renamed' } });
	expect(await callsOfLogin(wallet)).toEqual({
		post: { calls: [...SETTINGS, READ, USER_BY_NAME, USER_BY_ID], rounds: 3 },
		token: { calls: [...SETTINGS, READ, USER_BY_NAME, USER_BY_ID, CREATE, READ, READ], rounds: 5 },
		userinfo: { calls: [READ, READ, USER_BY_NAME, SITE_URL, USER_BY_ID], rounds: 3 },
	});
});

test('a wallet that a user has connected: who came by which wallet is asked once, where Rocket.Chat finds the user', async () => {
	const wallet = walletNamed('connected');
	await (await Typist.register(on.site, 'connector')).connect(wallet);
	expect(await callsOfLogin(wallet)).toEqual({
		post: { calls: [...SETTINGS, READ, USER_BY_NAME, USER_BY_ID], rounds: 3 },
		token: { calls: [...SETTINGS, READ, USER_BY_NAME, USER_BY_ID, CREATE, READ, READ], rounds: 5 },
		userinfo: { calls: [READ, READ, USER_BY_NAME, SITE_URL, USER_BY_ID, READ], rounds: 4 },
	});
});

test('a token that nobody gave out costs one read', async () => {
	expect(await calls(() => on.provider.userinfo('A'.repeat(43)))).toEqual({ calls: [READ], rounds: 1 });
});

test("an account's picture costs nothing", async () => {
	const url = `${on.site.issuer}/avatar?account=${walletNamed('newcomer').account}`;
	expect(await calls(() => on.provider.request(url))).toEqual({ calls: [], rounds: 0 });
});
