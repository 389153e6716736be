import { beforeAll, expect, test } from 'vitest';
import { KeepAliveClient } from '../../bench/keepAliveClient';
import { forgeSignature, guess } from '../../bench/load/floods';
import { jobsByHand } from '../engine/jobs';
import { CLIENTS, trust } from '../engine/openid/trustedClients';
import { basic } from '../engine/provider';
import { APP_ID, CLIENT_ID, SERVICE } from '../engine/site';
import { siteForTests } from '../engine/siteForTests';
import { walletNamed } from '../engine/wallets';
import { signOffer } from '../visitor/signOffer';
import { loginThroughClassic } from '../visitor/walletLogin';

const on = siteForTests();
jobsByHand(on);
const resident = walletNamed('resident under all floods');

beforeAll(async () => {
	await trust(on);
	// The master key is cached only when it is at least a minute old.
	on.site.workspace.clock.advance(120_000);
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet: resident });
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet: resident });
});

/** How many requests of a flood are under way at any time. */
const CONNECTIONS = 16;
/** How many logins are done under each. */
const LOGINS = 3;

const records = () => on.site.workspace.persistence.count(APP_ID);

/** Sends requests without a break while something is done. @returns how many were answered */
async function flooded(
	request: (nth: number) => Promise<unknown>,
	act: () => Promise<void>,
): Promise<number> {
	let isOver = false;
	let answered = 0;
	let sent = 0;
	const sendOn = async () => {
		while (!isOver) {
			sent += 1;
			await request(sent);
			answered += 1;
		}
	};
	const sending = Array.from({ length: CONNECTIONS }, sendOn);
	await act().finally(() => {
		isOver = true;
	});
	await Promise.all(sending);
	return answered;
}

/** Whole logins, through Rocket.Chat's own client. */
async function logIn(): Promise<void> {
	for (let login = 0; login < LOGINS; login += 1) {
		expect(
			(await loginThroughClassic(on.site.url, { service: SERVICE, wallet: resident })).userId,
		).toBeTruthy();
	}
}

type Sent = Parameters<KeepAliveClient['exchange']>[0];

const form = 'application/x-www-form-urlencoded';

/** What anybody can send to each endpoint, as often as they like. */
async function floods(): Promise<Record<string, (nth: number) => Omit<Sent, 'url'> & { path: string }>> {
	const authorize = on.provider.authorizeUrl().slice(on.site.issuer.length + 1);
	const genuine = await signOffer(walletNamed('forged'), await on.provider.offer());
	const post = (path: string, body: string, headers: Record<string, string> = {}) => ({
		path,
		method: 'POST' as const,
		headers: { 'content-type': form, ...headers },
		body,
	});
	return {
		'the wallet page': () => ({ path: authorize, headers: { accept: 'text/html' } }),
		'GET authorize as JSON': () => ({ path: authorize, headers: { accept: 'application/json' } }),
		'POST authorize with nonsense': (nth) => ({
			...post(authorize, JSON.stringify({ challenge: guess(nth), account: resident.account })),
			headers: { 'content-type': 'application/json' },
		}),
		'POST authorize with forged signatures': (nth) => ({
			...post(authorize, JSON.stringify({ ...genuine, signature: forgeSignature(genuine.signature, nth) })),
			headers: { 'content-type': 'application/json' },
		}),
		'token with guessed secrets': (nth) =>
			post('token', 'grant_type=authorization_code&code=x', {
				authorization: basic(nth % 2 ? CLIENT_ID : (CLIENTS[0]?.client_id ?? ''), guess(nth)),
			}),
		'token as a public client': (nth) =>
			post(
				'token',
				`grant_type=authorization_code&client_id=native&code=${guess(nth)}&code_verifier=${guess(nth)}`,
			),
		'token with guessed refresh tokens': (nth) =>
			post('token', `grant_type=refresh_token&client_id=native&refresh_token=${guess(nth)}`),
		'userinfo with guessed tokens': (nth) => ({
			path: 'userinfo',
			headers: { authorization: `Bearer ${guess(nth)}` },
		}),
		'claims with guessed tokens': (nth) => ({
			path: 'claims',
			headers: { authorization: `Bearer ${guess(nth)}` },
		}),
		'introspect with guessed secrets': (nth) =>
			post('introspect', `token=${guess(nth)}&client_id=grafana&client_secret=x`),
		'revoke of guessed tokens': (nth) => post('revoke', `token=${guess(nth)}`),
		'wallet-callback with nonsense': (nth) => ({
			path: `wallet-callback?code=${guess(nth)}&state=${guess(nth)}`,
		}),
		'avatar of random accounts': (nth) => ({
			path: `avatar?account=0x${Buffer.from(guess(nth), 'base64url').toString('hex').slice(0, 40)}`,
		}),
		iframe: () => ({ path: 'iframe' }),
		'iframe-session with nonsense': (nth) => ({
			...post('iframe-session', '', {
				origin: new URL(on.site.url).origin,
				cookie: `wallet_hand_over=${guess(nth)}`,
			}),
		}),
		jwks: () => ({ path: 'jwks' }),
		metadata: () => ({ path: 'openid-configuration' }),
	};
}

test('a flood of what anybody can send, to each endpoint in turn: logins go on, and nothing of it is kept', async () => {
	const client = new KeepAliveClient();
	await logIn();
	for (const [name, request] of Object.entries(await floods())) {
		const statuses = new Set<number>();
		await on.site.workspace.jobs.runDue();
		const before = await records();
		const answered = await flooded(async (nth) => {
			const { path, ...rest } = request(nth);
			statuses.add((await client.exchange({ url: `${on.site.issuer}/${path}`, ...rest })).status);
		}, logIn);
		expect([name, answered > CONNECTIONS, [...statuses].filter((status) => status >= 500)]).toEqual([
			name,
			true,
			[],
		]);
		// Each login leaves its session; the eleventh ends the oldest, and leaves a mark.
		expect(await records()).toBeLessThanOrEqual(before + LOGINS * 2);
	}
	client.disconnect();
}, 180_000);

test('a flood of throw-away wallets: as many new users as may come, logins go on, and no more is kept', async () => {
	const limit = 40;
	// To the start of an hour: the next one has places of its own.
	const { clock } = on.site.workspace;
	clock.advance(3_600_000 - (clock.now() % 3_600_000));
	await on.site.setting('new-users-per-hour', limit);
	const before = await records();
	const seen: Record<string, number> = {};
	const count = (what: string) => {
		seen[what] = (seen[what] ?? 0) + 1;
	};
	const newcomer = async (nth: number) => {
		const wallet = walletNamed(`throw-away ${nth}`);
		const { json } = await on.provider.postAnswer(await signOffer(wallet, await on.provider.offer()));
		if (json.error) {
			return count(`authorize: ${json.error}`);
		}
		const code = new URL(String(json.redirect)).searchParams.get('code') ?? '';
		const { status } = await on.provider.token({ code });
		return count(`token: ${status}`);
	};
	const flood = async () => {
		for (let round = 0; round < 4; round += 1) {
			await logIn();
		}
		while ((seen['authorize: access_denied'] ?? 0) < 50) {
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	};
	await flooded(newcomer, flood);
	expect(seen['token: 200']).toBeLessThanOrEqual(limit);
	expect(seen['token: 200']).toBeGreaterThan(limit / 2);
	expect(
		Object.keys(seen).filter((what) => !/^(token: (200|403)|authorize: access_denied)$/.test(what)),
	).toEqual([]);
	// A session and a mark of its coming each; what else came left nothing.
	expect(await records()).toBeLessThanOrEqual(before + (seen['token: 200'] ?? 0) * 2 + 4 * LOGINS * 2);
	await on.site.setting('new-users-per-hour', 500);
}, 120_000);

test('a flood of one answer, and of one code: one session at most, few marks, and then the store is not asked any more', async () => {
	const body = await signOffer(walletNamed('one answer'), await on.provider.offer());
	const wallet = walletNamed('one code');
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	const code = await on.provider.code(wallet);
	const before = await records();
	let tokens = 0;
	await flooded(async () => {
		await on.provider.postAnswer(body);
		if ((await on.provider.token({ code })).status === 200) {
			tokens += 1;
		}
	}, logIn);
	expect(tokens).toBeLessThanOrEqual(1);
	// Of those who come at the very same time each leaves a mark.
	expect(await records()).toBeLessThanOrEqual(before + CONNECTIONS + LOGINS * 2);
	const reads = countReads();
	for (let replay = 0; replay < 5; replay += 1) {
		await on.provider.token({ code });
	}
	expect(reads.stop()).toBe(0);
}, 60_000);

test('a flood of one wallet: at most ten live sessions with a client', async () => {
	const wallet = walletNamed('one wallet');
	await loginThroughClassic(on.site.url, { service: SERVICE, wallet });
	await Promise.all(Array.from({ length: 60 }, () => on.provider.accessToken(wallet).catch(() => '')));
	await on.provider.accessToken(wallet);
	const kept = (await on.site.workspace.persistence.all(APP_ID)) as { kind?: string; account?: string }[];
	const live = kept.filter(({ kind, account }) => kind === 'session' && account === wallet.account);
	expect(live.length).toBeLessThanOrEqual(10);
}, 120_000);

/** Counts what the app asks its store for. */
function countReads() {
	const { persistence } = on.site.workspace;
	const { readByAssociations } = persistence;
	let reads = 0;
	persistence.readByAssociations = (...parameters) => {
		reads += 1;
		return readByAssociations.apply(persistence, parameters);
	};
	return {
		stop() {
			persistence.readByAssociations = readByAssociations;
			return reads;
		},
	};
}
