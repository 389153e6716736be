import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from 'rocketchat-app-workspace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeFor, times } from '../counts';
import { signOffer } from '../visitor/signOffer';
import { loginThroughClassic, loginThroughModern } from '../visitor/walletLogin';
import { type Answer, basic, Provider } from './provider';
import { APP_ID, SERVICE, type Site, startClusterSite } from './site';
import { storedToken } from './storedToken';
import { Typist } from './typist';
import { walletNamed } from './wallets';

/** Two servers, each an engine in a process of its own, on one store and one scheduler; chance says who is asked. */
let site: Site<Cluster>;
let provider: Provider;

beforeAll(async () => {
	site = await startClusterSite(2);
	provider = new Provider(site);
});

afterAll(async () => {
	await site?.workspace.stop();
});

/** How many at once try the same. */
const RACERS = 20;

/** A client with refresh tokens, as the Apps-Engine's is. */
const CLIENT = { id: 'the-client-of-wallet', secret: 'a secret that the test knows, too' };

/** How many requests each server has answered, by its log. */
async function requestsOfEach(): Promise<number[]> {
	const logs = await Promise.all(site.workspace.instances.map(({ control }) => control.logs(APP_ID)));
	return logs.map((entries) => entries.filter(({ method }) => method.startsWith('api:')).length);
}

/** The same endpoints, asked of one server. */
function at(server: number): Provider {
	const port = site.workspace.instances[server]?.port;
	const direct = (url: string) => url.replace(new URL(site.url).host, `localhost:${port}`);
	const provider = new Provider(site);
	const { request } = provider;
	provider.request = (url, init) => request.call(provider, direct(url), init);
	return provider;
}

describe('a login', () => {
	test('works through both clients, whichever servers its requests come to; one wallet is one user', async () => {
		const before = await requestsOfEach();
		const users = new Set<string>();
		for (let login = 0; login < 6; login += 1) {
			await site.useModernFlow(login % 2 === 1);
			const logIn = login % 2 === 1 ? loginThroughModern : loginThroughClassic;
			users.add((await logIn(site.url, { service: SERVICE, wallet: walletNamed('resident') })).userId);
		}
		await site.useModernFlow(false);
		expect(users.size).toBe(1);
		const after = await requestsOfEach();
		expect(after.every((count, server) => count > (before[server] ?? 0))).toBe(true);
	});

	test.each([
		[0, 1, 0],
		[1, 0, 1],
		[0, 0, 1],
		[1, 1, 0],
	])('begun at server %i, redeemed at %i, its token shown to %i', async (first, second, third) => {
		const wallet = walletNamed(`traveller ${first}${second}${third}`);
		const body = await signOffer(wallet, await at(first).offer());
		const { json } = await at(second).postAnswer(body);
		const code = new URL(String(json.redirect)).searchParams.get('code') ?? '';
		const { json: tokens } = await at(second).token({ code });
		const claims = await at(third).userinfo(String(tokens.access_token));
		expect(claims.json.sub).toBe(wallet.account);
		expect((await at(third).token({ code })).json.error).toBe('invalid_grant');
		expect((await at(first).userinfo(String(tokens.access_token))).status).toBe(401);
	});

	test('goes on at the other server when one dies under it, and both serve when it is replaced', async () => {
		const code = await provider.code(walletNamed('survivor'));
		await site.workspace.instances[0]?.kill();
		const { json } = await provider.token({ code });
		expect((await provider.userinfo(String(json.access_token))).status).toBe(200);
		const replacement = await site.workspace.startInstance();
		const logs = async () => (await replacement.control.logs(APP_ID)).length;
		const before = await logs();
		for (let request = 0; request < 20; request += 1) {
			expect((await provider.userinfo(String(json.access_token))).status).toBe(200);
		}
		expect(await logs()).toBeGreaterThan(before);
	});
});

/**
 * So many of the same request, spread over the servers: in even rounds all at once, in odd ones within some twenty
 * milliseconds, so that the first has come to all of its steps when another begins. In the first round one is well
 * ahead, so that it has to win.
 */
function race(round: number, request: () => Promise<Answer>): Promise<Answer[]> {
	const racer = async (index: number) => {
		if (round === 0 && index > 0) {
			await sleep(300);
		}
		if (round % 2 === 1) {
			await sleep(Math.random() * 20);
		}
		return request();
	};
	return Promise.all(Array.from({ length: RACERS }, (_, index) => racer(index)));
}

describe('at most once', () => {
	test(
		'a code redeemed by 20 at once, again and again: at most one success each, and no live token afterwards',
		async () => {
			const successes: number[] = [];
			const live: string[] = [];
			for (let round = 0; round < times(20); round += 1) {
				const code = await provider.code(walletNamed(`racer ${round % 20}`));
				const answers = await race(round, () => provider.token({ code }));
				const won = answers.filter(({ status }) => status === 200);
				successes.push(won.length);
				expect(answers.filter(({ status }) => status !== 200 && status !== 400)).toEqual([]);
				for (const { json } of won) {
					const token = String(json.access_token);
					if ((await provider.userinfo(token)).status !== 401) {
						live.push(token);
					}
				}
				expect((await provider.token({ code })).status).toBe(400);
			}
			expect(successes[0]).toBe(1);
			expect(Math.max(...successes)).toBe(1);
			expect(live).toEqual([]);
		},
		timeFor(60),
	);

	test(
		'a refresh token used by 20 at once, again and again: at most one success each, and no live token afterwards',
		async () => {
			await site.setting('wallet-oauth-client-id', CLIENT.id);
			await site.setting('wallet-oauth-clientsecret', CLIENT.secret);
			const credentials = basic(CLIENT.id, CLIENT.secret);
			const redirect_uri = `${site.issuer}/wallet-callback`;
			const renew = (refresh_token: unknown) =>
				provider.token({ grant_type: 'refresh_token', refresh_token: String(refresh_token) }, credentials);
			const successes: number[] = [];
			for (let round = 0; round < times(20); round += 1) {
				const user = await Typist.register(site, `racing-renewer-${round}`);
				const signed = await user.sign(walletNamed(`renewing racer ${round}`));
				const code = new URL(signed).searchParams.get('code') ?? '';
				const { json: first } = await provider.token({ code, redirect_uri }, credentials);
				expect(first.refresh_token).toMatch(/^[\w-]{43}$/);
				const answers = await race(round, () => renew(first.refresh_token));
				expect(answers.filter(({ status }) => status !== 200 && status !== 400)).toEqual([]);
				const won = answers.filter(({ status }) => status === 200);
				successes.push(won.length);
				for (const { json } of won) {
					expect(json.refresh_token).toMatch(/^[\w-]{43}$/);
					expect((await renew(json.refresh_token)).json.error).toBe('invalid_grant');
				}
				expect((await renew(first.refresh_token)).json.error).toBe('invalid_grant');
			}
			expect(successes[0]).toBe(1);
			expect(Math.max(...successes)).toBe(1);
		},
		timeFor(60),
	);

	test('a wallet that two users connect at once belongs to at most one of them', async () => {
		const wallet = walletNamed('wanted by two');
		const users = await Promise.all(['left', 'right'].map((name) => Typist.register(site, `wants-${name}`)));
		const urls = await Promise.all(users.map((user) => user.sign(wallet)));
		await Promise.all(users.map((user, index) => user.browser().get(urls[index] ?? '')));
		const owned = await Promise.all(users.map(async (user) => (await user.type('status')).msg));
		expect(owned.filter((status) => /0x[0-9a-fA-F]{40}/.test(status)).length).toBeLessThanOrEqual(1);
	});
});

describe('/wallet', () => {
	test('login, token, refresh, status, revoke: each command answered by whichever server', async () => {
		const alice = await Typist.register(site, 'alice-of-two-servers');
		const wallet = walletNamed('of two servers');
		expect((await alice.connect(wallet)).text).toContain('Wallet connected');
		const tokens: string[] = [];
		for (let turn = 0; turn < 6; turn += 1) {
			const [, token = ''] = /`([A-Za-z0-9_-]{86})`/.exec((await alice.type('token')).msg) ?? [];
			tokens.push(token);
			await alice.type('refresh');
		}
		expect(new Set(tokens).size).toBe(6);
		expect((await alice.type('status')).msg).toMatch(/0x[0-9a-fA-F]{40}/);
		expect((await loginThroughClassic(site.url, { service: SERVICE, wallet })).userId).toBe(alice.id);
		await alice.type('revoke');
		expect(await storedToken(site, alice.id)).toBeUndefined();
	});

	test("a session's end, and the sweep, happen once", async () => {
		const { clock, jobs, persistence } = site.workspace;
		const bob = await Typist.register(site, 'bob-of-two-servers');
		await bob.connect(walletNamed('ending'));
		await provider.accessToken(walletNamed('to be swept'));
		clock.advance(8 * 86_400_000);
		await jobs.runDue();
		clock.advance(3 * 3_600_000);
		await jobs.runDue();
		expect(await bob.directMessages()).toHaveLength(1);
		expect(await storedToken(site, bob.id)).toBeUndefined();
		const sessions = (await persistence.all(APP_ID)) as { kind?: string }[];
		expect(sessions.filter(({ kind }) => kind === 'session')).toEqual([]);
	});
});

describe('what the servers have to agree on', () => {
	test('a setting that an admin changes holds at both', async () => {
		await site.setting('access', 'listed');
		for (const [server, { isAlive }] of site.workspace.instances.entries()) {
			if (!isAlive) {
				continue;
			}
			const body = await signOffer(walletNamed('unlisted'), await at(server).offer());
			expect((await at(server).postAnswer(body)).json.error).toBe('access_denied');
		}
		await site.setting('access', 'anyone');
	});

	test('keys that both make at once: the oldest count for both, at once and later', async () => {
		const { persistence, clock, instances } = site.workspace;
		for (const instance of instances) {
			await instance.kill();
		}
		for (const key of ['master', 'signing']) {
			await persistence.removeByAssociations([{ model: 'misc', id: `key:${key}` }], APP_ID);
		}
		const fresh = [await site.workspace.startInstance(), await site.workspace.startInstance()];
		expect((await provider.request(provider.authorizeUrl())).status).toBe(503);
		await Promise.all(fresh.map(({ control }) => control.runJob(`keys_${APP_ID}`, {})));
		const keySets = async () => {
			const urls = fresh.map(({ port }) => `http://localhost:${port}/api/apps/public/${APP_ID}/jwks`);
			return Promise.all(urls.map(async (url) => (await fetch(url)).text()));
		};
		for (const wait of [0, 120_000]) {
			clock.advance(wait);
			for (let login = 0; login < 8; login += 1) {
				expect(await provider.accessToken(walletNamed(`agreed ${login}`))).toMatch(/^[\w-]{86}$/);
			}
			const [one, other] = await keySets();
			expect(one).toBe(other);
			expect(one).toContain('RS256');
		}
	});
});
