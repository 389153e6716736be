import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();
const { account } = walletNamed('alice');
const at = (query: string, init: RequestInit = {}) => fetch(`${on.site.issuer}/avatar${query}`, init);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test('the claim picture leads to a PNG that every cache may keep and that can do nothing', async () => {
	const { json } = await on.provider.userinfo(await on.provider.accessToken(walletNamed('alice')));
	expect(json.picture).toBe(`${on.site.issuer}/avatar?account=${account}`);
	const response = await fetch(String(json.picture));
	expect(response.status).toBe(200);
	expect(Object.fromEntries(response.headers)).toMatchObject({
		'content-type': 'image/png',
		'cache-control': 'public, max-age=31536000, immutable',
		'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
		'x-content-type-options': 'nosniff',
	});
	expect(response.headers.get('set-cookie')).toBeNull();
	expect(PNG.sync.read(await bytesOf(response))).toMatchObject({ width: 256, height: 256 });
});

test('the account in another letter case has the same picture, another account another', async () => {
	const pictures = [account, `0x${account.slice(2).toUpperCase()}`, walletNamed('bob').account];
	const [lower, upper, other] = await Promise.all(
		pictures.map(async (each) => (await bytesOf(await at(`?account=${each}`))).toString('hex')),
	);
	expect(upper).toBe(lower);
	expect(other).not.toBe(lower);
});

test.each([
	['none', ''],
	['an empty one', '?account='],
	['too short', '?account=0x12'],
	['no hex', `?account=0x${'g'.repeat(40)}`],
	['an upper-case 0X', `?account=0X${account.slice(2)}`],
	['the zero address', `?account=0x${'0'.repeat(40)}`],
	['a name', '?account=vitalik.eth'],
	['two', `?account=${account}&account=${account}`],
	['a list', `?account[]=${account}`],
	['an object', `?account[x]=${account}`],
	['a line break', `?account=${account}%0a`],
	['10 kB', `?account=0x${'1'.repeat(10_000)}`],
])('no account, no picture: %s', async (_what, query) => {
	const response = await at(query);
	expect(response.status).toBe(400);
	expect(response.headers.get('content-type')).toMatch(/^application\/json/);
	expect(response.headers.get('cache-control')).toBe('no-store');
	expect(await response.json()).toMatchObject({ error: 'invalid_request' });
});

test('HEAD gives the headers alone, OPTIONS the verbs, and no other verb is taken', async () => {
	const query = `?account=${account}`;
	const head = await at(query, { method: 'HEAD' });
	expect(head.headers.get('content-type')).toBe('image/png');
	expect(await bytesOf(head)).toHaveLength(0);
	expect((await at('', { method: 'HEAD' })).status).toBe(400);
	const options = await at(query, { method: 'OPTIONS' });
	expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
	expect((await at(query, { method: 'POST' })).status).toBe(405);
});
