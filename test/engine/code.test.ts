import { createHash, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { signOffer } from '../visitor/signOffer';
import { basic } from './provider';
import { APP_ID, CLIENT_ID, CLIENT_SECRET } from './site';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();

const alice = walletNamed('alice');
const mallory = walletNamed('mallory');
const invalidGrant = expect.objectContaining({
	status: 400,
	json: expect.objectContaining({ error: 'invalid_grant' }),
});

describe('identity comes only from the signed bytes', () => {
	test('an account beside the signature that is not its signer is refused', async () => {
		const body = await signOffer(mallory, await on.provider.offer());
		expect(await on.provider.postAnswer({ ...body, account: alice.account })).toEqual(invalidGrant);
	});

	test('a code with another account is refused by token, too', async () => {
		const code = await on.provider.code(mallory);
		const forged = code.replace(mallory.account, alice.account);
		expect(await on.provider.token({ code: forged })).toEqual(invalidGrant);
	});

	test('the same account in lower, upper and checksum case is one session subject', async () => {
		const { challenge, ...body } = await signOffer(alice, await on.provider.offer());
		const shouted = { ...body, challenge, account: `0x${alice.account.slice(2).toUpperCase()}` };
		const { json } = await on.provider.postAnswer(shouted);
		const code = new URL(String(json.redirect)).searchParams.get('code') ?? '';
		const { json: tokens } = await on.provider.token({ code });
		expect((await on.provider.userinfo(String(tokens.access_token))).json.sub).toBe(alice.account);
	});
});

describe('a signature for something else is refused', () => {
	test.each([
		['another state', { state: 'another state' }],
		['another redirect URI', { redirect_uri: '?close' }],
		['another scope', { scope: 'openid email' }],
		['another nonce', { nonce: 'n' }],
		[
			'PKCE where there was none',
			{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' },
		],
	])('%s', async (_what, change) => {
		const fields = 'redirect_uri' in change ? { redirect_uri: `${on.provider.redirectUri}?close` } : change;
		const body = await signOffer(alice, await on.provider.offer());
		const answer = await on.provider.postAnswer(body, on.provider.authorizeUrl(fields));
		expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
		expect(answer.json).not.toHaveProperty('redirect');
	});

	test('another workspace', async () => {
		const offer = await on.provider.offer();
		const elsewhere = {
			...offer,
			typedData: {
				...offer.typedData,
				message: { ...offer.typedData.message, workspace: 'https://evil.example' },
			},
		};
		expect(await on.provider.postAnswer(await signOffer(alice, elsewhere))).toEqual(invalidGrant);
	});

	test('another sentence', async () => {
		const offer = await on.provider.offer();
		const lured = {
			...offer,
			typedData: { ...offer.typedData, message: { ...offer.typedData.message, action: 'Win a prize' } },
		};
		expect(await on.provider.postAnswer(await signOffer(alice, lured))).toEqual(invalidGrant);
	});

	test("the version of the prototype's domain", async () => {
		const offer = await on.provider.offer();
		const old = {
			...offer,
			typedData: { ...offer.typedData, domain: { ...offer.typedData.domain, version: '1' } },
		};
		expect(await on.provider.postAnswer(await signOffer(alice, old))).toEqual(invalidGrant);
	});
});

describe('challenge', () => {
	test('forged, altered or of another installation is refused', async () => {
		const body = await signOffer(alice, await on.provider.offer());
		const altered = body.challenge.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
		for (const challenge of [altered, randomBytes(200).toString('base64url'), '', `${body.challenge}=`]) {
			expect(await on.provider.postAnswer({ ...body, challenge })).toEqual(invalidGrant);
		}
	});
});

describe('time', () => {
	let moved = 0;
	const wait = (seconds: number) => {
		moved += seconds;
		on.site.workspace.clock.advance(seconds * 1000);
	};

	afterEach(() => {
		// The sandbox follows the workspace's clock; later tests go on from here.
		expect(moved).toBeGreaterThanOrEqual(0);
	});

	test('a challenge that is older than five minutes is refused', async () => {
		const body = await signOffer(alice, await on.provider.offer());
		wait(301);
		const fresh = await on.provider.offer();
		expect(fresh.serverTime).toBeGreaterThan(body.timestamp + 300);
		const late = await signOffer(alice, { ...(await on.provider.offer()), challenge: body.challenge });
		expect((await on.provider.postAnswer(late)).json.error_description).toMatch(/five minutes/);
		expect(await on.provider.postAnswer(body)).toEqual(invalidGrant);
	});

	test('a code that is older than its lifetime is refused, one that is younger is not', async () => {
		const [old, young] = [await on.provider.code(alice), await on.provider.code(alice)];
		wait(230);
		expect((await on.provider.token({ code: young })).status).toBe(200);
		wait(11);
		const answer = await on.provider.token({ code: old });
		expect(answer).toEqual(invalidGrant);
		expect(answer.json.error_description).toMatch(/too old/);
	});

	test('a timestamp in the future beyond a minute of skew is refused', async () => {
		const offer = await on.provider.offer();
		const ahead = (seconds: number) => signOffer(alice, offer, { timestamp: offer.serverTime + seconds });
		expect((await on.provider.postAnswer(await ahead(55))).status).toBe(200);
		expect(await on.provider.postAnswer(await ahead(70))).toEqual(invalidGrant);
	});

	test('an access token that Rocket.Chat gets by a redirect expires after sixty seconds', async () => {
		const { json } = await on.provider.token({ code: await on.provider.code(alice) });
		expect(json.expires_in).toBe(60);
		const token = String(json.access_token);
		wait(55);
		expect((await on.provider.userinfo(token)).status).toBe(200);
		wait(6);
		expect(await on.provider.userinfo(token)).toMatchObject({
			status: 401,
			json: { error: 'invalid_token' },
		});
	});
});

describe('parts of a code that are none', () => {
	test.each(['1e9', '-5', '+5', ' 5', '5.0', '12345678901234567890', '', 'NaN', '１２'])(
		'timestamp %j',
		async (odd) => {
			const [, ...rest] = (await on.provider.code(alice)).split('.');
			const answer = await on.provider.token({ code: [odd, ...rest].join('.') });
			expect(answer.status).toBe(400);
			expect(answer.json).toHaveProperty('error_description');
		},
	);

	test.each([1.5, -1, '1800000000', null, true, 1e21, [1], {}])(
		'timestamp %j in the JSON contract',
		async (timestamp) => {
			const body = await signOffer(alice, await on.provider.offer());
			expect(await on.provider.postAnswer({ ...body, timestamp })).toEqual(invalidGrant);
		},
	);

	test.each([
		['r of zero', (signature: string) => `0x${'0'.repeat(64)}${signature.slice(66)}`],
		['s of zero', (signature: string) => `${signature.slice(0, 66)}${'0'.repeat(64)}${signature.slice(130)}`],
		['r beyond the order', (signature: string) => `0x${'f'.repeat(64)}${signature.slice(66)}`],
		[
			's beyond the order',
			(signature: string) => `${signature.slice(0, 66)}${'f'.repeat(64)}${signature.slice(130)}`,
		],
		['odd length', (signature: string) => signature.slice(0, -1)],
		['not hex', () => `0x${'zz'.repeat(65)}`],
		['10 kB of hex', () => `0x${'ab'.repeat(5000)}`],
		['unicode digits', () => `0x${'１'.repeat(130)}`],
		['empty', () => ''],
		['an object', () => ({ length: 132 })],
		['null', () => null],
	])('signature: %s', async (_what, bend) => {
		const body = await signOffer(alice, await on.provider.offer());
		expect(await on.provider.postAnswer({ ...body, signature: bend(body.signature) })).toEqual(invalidGrant);
	});

	test.each(['0x0000000000000000000000000000000000000000', '0x1', 'alice', null, 7, ['0x']])(
		'account %j',
		async (account) => {
			const body = await signOffer(alice, await on.provider.offer());
			expect(await on.provider.postAnswer({ ...body, account })).toEqual(invalidGrant);
		},
	);

	test.each([0, -1, 1.5, '1', null, 2 ** 60])('chain %j', async (chainId) => {
		const body = await signOffer(alice, await on.provider.offer());
		expect(await on.provider.postAnswer({ ...body, chainId })).toEqual(invalidGrant);
	});
});

describe('malleable twins of one signature', () => {
	const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

	test('the codes they form can be redeemed at most once in all, whatever their spelling', async () => {
		const code = await on.provider.code(alice);
		const [timestamp, account, signature = '', ...rest] = code.split('.');
		const [r, s, v] = [signature.slice(2, 66), signature.slice(66, 130), signature.slice(130)];
		const highS = (ORDER - BigInt(`0x${s}`)).toString(16).padStart(64, '0');
		const spellings = [
			signature,
			`0x${signature.slice(2).toUpperCase()}`,
			`0x${r}${highS}${v === '1b' ? '1c' : '1b'}`,
			`0x${r}${s}${v === '1b' ? '00' : '01'}`,
		].map((spelling) => [timestamp, account, spelling, ...rest].join('.'));
		const answers = [];
		for (const spelling of spellings) {
			answers.push((await on.provider.token({ code: spelling })).status);
		}
		expect(answers.filter((status) => status === 200)).toHaveLength(1);
	});
});

describe('client', () => {
	test('a wrong secret and an unknown client get the same answer, with the scheme', async () => {
		const code = await on.provider.code(alice);
		const wrong = await on.provider.token({ code }, basic(CLIENT_ID, 'wrong'));
		const unknown = await on.provider.token({ code }, basic('nobody', CLIENT_SECRET));
		expect(wrong).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
		expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /);
		expect(unknown.text).toBe(wrong.text);
		expect((await on.provider.token({ code })).status).toBe(200);
	});

	test('no credentials at all are refused', async () => {
		const answer = await on.provider.token({ code: await on.provider.code(alice) }, '');
		expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
	});

	test("a code with another redirect URI is refused, though it is one of the client's", async () => {
		const code = await on.provider.code(alice);
		expect(await on.provider.token({ code, redirect_uri: `${on.provider.redirectUri}?close` })).toEqual(
			invalidGrant,
		);
	});

	test('a code with another state is refused when state is sent', async () => {
		expect(await on.provider.token({ code: await on.provider.code(alice), state: 'other' })).toEqual(
			invalidGrant,
		);
		expect((await on.provider.token({ code: await on.provider.code(alice), state: 'a state' })).status).toBe(
			200,
		);
	});

	test.each(['implicit', 'password', 'client_credentials', ''])(
		'grant_type %j is not supported',
		async (grantType) => {
			const answer = await on.provider.token({ code: await on.provider.code(alice), grant_type: grantType });
			expect(answer).toMatchObject({ status: 400, json: { error: 'unsupported_grant_type' } });
		},
	);
});

describe('PKCE', () => {
	const verifier = randomBytes(32).toString('base64url');
	const pkce = {
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
	};

	test('the right verifier is taken', async () => {
		const code = await on.provider.code(alice, pkce);
		expect((await on.provider.token({ code, code_verifier: verifier })).status).toBe(200);
	});

	test.each([
		['missing', {}],
		['wrong', { code_verifier: randomBytes(32).toString('base64url') }],
		['the challenge itself', { code_verifier: pkce.code_challenge }],
	])('%s verifier is refused', async (_what, fields) => {
		const code = await on.provider.code(alice, pkce);
		expect(await on.provider.token({ code, ...(fields as Record<string, string>) })).toEqual(invalidGrant);
	});

	test('a verifier where no challenge was is refused', async () => {
		const code = await on.provider.code(alice);
		expect(await on.provider.token({ code, code_verifier: verifier })).toEqual(invalidGrant);
	});

	test('plain is refused', async () => {
		const answer = await on.provider.request(
			on.provider.authorizeUrl({ code_challenge: verifier, code_challenge_method: 'plain' }),
			{ headers: { accept: 'application/json' } },
		);
		expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
	});
});

describe('replay', () => {
	test('a code works once; its replay ends what it gave out, for good', async () => {
		const code = await on.provider.code(alice);
		const { json } = await on.provider.token({ code });
		const token = String(json.access_token);
		expect((await on.provider.userinfo(token)).status).toBe(200);
		expect(await on.provider.token({ code })).toEqual(invalidGrant);
		expect((await on.provider.userinfo(token)).status).toBe(401);
		expect(await on.provider.token({ code })).toEqual(invalidGrant);
	});

	test('replays leave no records: one mark, however often', async () => {
		const code = await on.provider.code(alice);
		await on.provider.token({ code });
		await on.provider.token({ code });
		const before = await on.site.workspace.persistence.count(APP_ID);
		for (let replay = 0; replay < 5; replay += 1) {
			expect(await on.provider.token({ code })).toEqual(invalidGrant);
		}
		expect(await on.site.workspace.persistence.count(APP_ID)).toBe(before);
	});

	test('20 at once: at most one success, and no live token afterwards', async () => {
		for (let round = 0; round < 3; round += 1) {
			const code = await on.provider.code(alice);
			const answers = await Promise.all(Array.from({ length: 20 }, () => on.provider.token({ code })));
			const won = answers.filter(({ status }) => status === 200);
			expect(won.length).toBeLessThanOrEqual(1);
			expect(answers.filter(({ status }) => status !== 200).every(({ status }) => status === 400)).toBe(true);
			for (const { json } of won) {
				expect((await on.provider.userinfo(String(json.access_token))).status).toBe(401);
			}
		}
	});

	test('an eleventh session ends the oldest', async () => {
		const bob = walletNamed('bob');
		const tokens: string[] = [];
		for (let index = 0; index < 11; index += 1) {
			tokens.push(await on.provider.accessToken(bob));
			on.site.workspace.clock.advance(1000);
		}
		const statuses = await Promise.all(
			tokens.map(async (token) => (await on.provider.userinfo(token)).status),
		);
		expect(statuses).toEqual([401, ...Array.from({ length: 10 }, () => 200)]);
	});
});

describe('token types', () => {
	test('a code is no access token', async () => {
		const code = await on.provider.code(alice);
		expect((await on.provider.userinfo(code)).status).toBe(401);
	});

	test('an access token is no code', async () => {
		expect(await on.provider.token({ code: await on.provider.accessToken(alice) })).toEqual(invalidGrant);
	});

	test('a hash of a token, as the store keeps it, is no token', async () => {
		const token = await on.provider.accessToken(alice);
		const hash = createHash('sha256').update(token).digest('base64url');
		expect((await on.provider.userinfo(hash)).status).toBe(401);
	});
});

test("nothing in the app's own log lines lets a reader log in", async () => {
	const code = await on.provider.code(alice);
	const token = await on.provider.accessToken(alice);
	await on.provider.token({ code }, basic(CLIENT_ID, 'a wrong secret'));
	await on.provider.token({ code: `${code}x` });
	await on.provider.userinfo(`${token}x`);
	const warnings = (await on.site.workspace.apps.logs('762b5cad-7253-4368-af72-2b71c9a8fd8f'))
		.flatMap(({ entries }) => entries)
		.filter(({ severity }) => severity !== 'debug');
	const text = JSON.stringify(warnings);
	expect(text).toContain('invalid_client');
	for (const secret of [code, token, CLIENT_SECRET, 'a wrong secret']) {
		expect(text).not.toContain(secret);
	}
});
