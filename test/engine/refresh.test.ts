import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, basic } from './provider';
import { siteForTests } from './siteForTests';
import { storeToken } from './storedToken';
import { Typist } from './typist';
import { walletNamed } from './wallets';

const CLIENT = { id: 'the-client-of-wallet', secret: 'a secret that the test knows, too' };
const DAY = 86_400;

const on = siteForTests();

beforeAll(async () => {
	await on.site.setting('wallet-oauth-client-id', CLIENT.id);
	await on.site.setting('wallet-oauth-clientsecret', CLIENT.secret);
});

const invalidGrant = { status: 400, json: { error: 'invalid_grant' } };

interface Tokens {
	readonly user: Typist;
	readonly code: string;
	readonly access: string;
	readonly refresh: string;
}

/** What the client behind `/wallet` gets when a user signs; it is redeemed here, in its place. */
async function connected(name: string): Promise<Tokens> {
	const user = await Typist.register(on.site, name);
	const code = await codeOf(user, name);
	return { user, code, ...tokensIn(await redeem(code)) };
}

async function codeOf(user: Typist, wallet: string): Promise<string> {
	return new URL(await user.sign(walletNamed(wallet))).searchParams.get('code') ?? '';
}

function tokensIn({ json, text }: Answer): { access: string; refresh: string } {
	const { access_token: access, refresh_token: refresh } = json;
	if (typeof access !== 'string' || typeof refresh !== 'string') {
		throw new Error(`no tokens: ${text}`);
	}
	return { access, refresh };
}

function redeem(code: string): Promise<Answer> {
	const redirect_uri = `${on.site.issuer}/wallet-callback`;
	return on.provider.token({ code, redirect_uri }, basic(CLIENT.id, CLIENT.secret));
}

function renew(refresh_token: string, authorization?: string): Promise<Answer> {
	const fields = { grant_type: 'refresh_token', refresh_token };
	return on.provider.token(fields, authorization ?? basic(CLIENT.id, CLIENT.secret));
}

/** Whether the app takes this for a live access token of `/wallet`. */
async function isLive({ user }: Tokens, access: string): Promise<boolean> {
	await storeToken(on.site, user.id, access);
	return (await user.type('token')).msg.includes(access);
}

function revoke(init: RequestInit, query = ''): Promise<Answer> {
	return on.provider.request(`${on.site.issuer}/revoke${query}`, { method: 'POST', ...init });
}

const form = (fields: Record<string, string>) => ({ body: new URLSearchParams(fields) });

describe('refresh', () => {
	test('gives new tokens, and the old ones are good for nothing', async () => {
		const first = await connected('renewer');
		expect(await isLive(first, first.access)).toBe(true);
		const answer = await renew(first.refresh);
		const second = tokensIn(answer);
		expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'openid profile' });
		expect(answer.headers.get('cache-control')).toBe('no-store');
		expect(new Set([first.access, first.refresh, second.access, second.refresh]).size).toBe(4);
		expect(await isLive(first, first.access)).toBe(false);
		expect(await isLive(first, second.access)).toBe(true);
		expect((await renew(second.refresh)).status).toBe(200);
	});

	test('parameters in the query, as the Apps-Engine sends them', async () => {
		const { refresh } = await connected('by-query');
		const query = new URLSearchParams({
			grant_type: 'refresh_token',
			refresh_token: refresh,
			client_id: CLIENT.id,
			client_secret: CLIENT.secret,
		});
		const url = `${on.site.issuer}/token?${query}`;
		expect((await on.provider.request(url, { method: 'POST' })).status).toBe(200);
	});

	test('a refresh token that comes a second time ends the whole session', async () => {
		const first = await connected('robbed');
		const second = tokensIn(await renew(first.refresh));
		const third = tokensIn(await renew(second.refresh));
		expect(await renew(first.refresh)).toMatchObject(invalidGrant);
		expect(await isLive(first, third.access)).toBe(false);
		expect(await renew(third.refresh)).toMatchObject(invalidGrant);
	});

	test.each([2, 20])('%i at once: at most one succeeds, and then nothing lives', async (racers) => {
		const tokens = await connected(`racer-${racers}`);
		const answers = await Promise.all(Array.from({ length: racers }, () => renew(tokens.refresh)));
		const won = answers.filter(({ status }) => status === 200);
		expect(won.length).toBeLessThanOrEqual(1);
		for (const lost of answers.filter(({ status }) => status !== 200)) {
			expect(lost).toMatchObject(invalidGrant);
		}
		expect(await isLive(tokens, tokens.access)).toBe(false);
		for (const { access, refresh } of won.map(tokensIn)) {
			expect(await isLive(tokens, access)).toBe(false);
			expect(await renew(refresh)).toMatchObject(invalidGrant);
		}
		expect(await renew(tokens.refresh)).toMatchObject(invalidGrant);
	});

	test('a code that comes again after a refresh ends the session', async () => {
		const tokens = await connected('replayed');
		const renewed = tokensIn(await renew(tokens.refresh));
		expect(await redeem(tokens.code)).toMatchObject(invalidGrant);
		expect(await isLive(tokens, renewed.access)).toBe(false);
		expect(await renew(renewed.refresh)).toMatchObject(invalidGrant);
	});

	test('a code that comes again after its session was revoked opens no other', async () => {
		const tokens = await connected('revoked-and-replayed');
		await revoke(form({ token: tokens.access }));
		expect(await redeem(tokens.code)).toMatchObject(invalidGrant);
	});
});

describe('refused, and nothing changes', () => {
	test("another client's refresh token", async () => {
		const tokens = await connected('of-another-client');
		const rocketChat = await on.provider.token({
			grant_type: 'refresh_token',
			refresh_token: tokens.refresh,
		});
		expect(rocketChat).toMatchObject(invalidGrant);
		expect(await isLive(tokens, tokens.access)).toBe(true);
		expect((await renew(tokens.refresh)).status).toBe(200);
	});

	test('a wrong client secret', async () => {
		const tokens = await connected('wrong-secret');
		const answer = await renew(tokens.refresh, basic(CLIENT.id, 'guessed'));
		expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
		expect((await renew(tokens.refresh)).status).toBe(200);
	});

	test("a deactivated user's, until the user is activated again", async () => {
		const tokens = await connected('deactivated');
		const { users } = on.site.workspace;
		// Connects the wallet, which redeeming the code in the client's place has not done.
		await tokens.user.connect(walletNamed('deactivated'));
		const own = tokensIn(await redeem(await codeOf(tokens.user, 'deactivated')));
		await users.update(tokens.user.id, { $set: { active: false } });
		expect(await renew(own.refresh)).toMatchObject({ status: 403, json: { error: 'access_denied' } });
		await users.update(tokens.user.id, { $set: { active: true } });
		expect(await isLive(tokens, own.access)).toBe(true);
		expect((await renew(own.refresh)).status).toBe(200);
	});

	test("an expired session's", async () => {
		const tokens = await connected('expired');
		on.site.workspace.clock.advance(7 * DAY * 1000);
		expect(await renew(tokens.refresh)).toMatchObject(invalidGrant);
		expect(await isLive(tokens, tokens.access)).toBe(false);
	});

	test("a revoked session's, an unknown one, an empty one", async () => {
		const tokens = await connected('revoked');
		await revoke(form({ token: tokens.refresh }));
		for (const refresh of [tokens.refresh, 'unknown', '']) {
			expect(await renew(refresh)).toMatchObject(invalidGrant);
		}
	});
});

describe('one kind of token for another', () => {
	test('is refused, and harms nothing', async () => {
		const tokens = await connected('confused');
		const code = await codeOf(tokens.user, 'confused');
		expect(await isLive(tokens, tokens.refresh)).toBe(false);
		expect(await isLive(tokens, code)).toBe(false);
		expect(await renew(tokens.access)).toMatchObject(invalidGrant);
		expect(await renew(code)).toMatchObject(invalidGrant);
		expect(await redeem(tokens.access)).toMatchObject(invalidGrant);
		expect(await redeem(tokens.refresh)).toMatchObject(invalidGrant);
		for (const token of [tokens.access, tokens.refresh, code]) {
			expect((await on.provider.userinfo(token)).status).toBe(401);
		}
		expect(await isLive(tokens, tokens.access)).toBe(true);
		expect((await renew(tokens.refresh)).status).toBe(200);
	});
});

describe('revoke', () => {
	test.each(['access', 'refresh'] as const)(
		'ends the session of its %s token, from the body',
		async (kind) => {
			const tokens = await connected(`body-${kind}`);
			const answer = await revoke(form({ token: tokens[kind], token_type_hint: `${kind}_token` }));
			expect(answer).toMatchObject({ status: 200, json: {} });
			expect(await isLive(tokens, tokens.access)).toBe(false);
			expect(await renew(tokens.refresh)).toMatchObject(invalidGrant);
		},
	);

	test.each(['access', 'refresh'] as const)('and from the query (%s)', async (kind) => {
		const tokens = await connected(`query-${kind}`);
		expect((await revoke({}, `?token=${tokens[kind]}`)).status).toBe(200);
		expect(await isLive(tokens, tokens.access)).toBe(false);
		expect(await renew(tokens.refresh)).toMatchObject(invalidGrant);
	});

	test("ends Rocket.Chat's session, too, and no other", async () => {
		const [one, other] = [
			await on.provider.accessToken(walletNamed('ended')),
			await on.provider.accessToken(walletNamed('not ended')),
		];
		expect((await revoke(form({ token: one }))).status).toBe(200);
		expect((await on.provider.userinfo(one)).status).toBe(401);
		expect((await on.provider.userinfo(other)).status).toBe(200);
	});

	test('answers 200 for unknown, empty and spent tokens', async () => {
		const tokens = await connected('spent');
		await renew(tokens.refresh);
		for (const token of ['unknown', '', tokens.access, tokens.refresh, tokens.code]) {
			expect((await revoke(form({ token }))).status).toBe(200);
		}
	});

	test.each([
		['twice', 'token=a&token=b'],
		['an object', 'token[a]=1'],
		['a line break', 'token=a%0Ab'],
		['10 kB', `token=${'a'.repeat(10_000)}`],
	])('answers 400 as JSON for nonsense: %s', async (_what, nonsense) => {
		const refused = {
			status: 400,
			json: { error: 'invalid_request', error_description: expect.any(String) },
		};
		const headers = { 'content-type': 'application/x-www-form-urlencoded' };
		expect(await revoke({ headers, body: nonsense })).toMatchObject(refused);
		expect(await revoke({}, `?${nonsense}`)).toMatchObject(refused);
		expect((await revoke(form({ token: 'x' }))).status).toBe(200);
	});
});
