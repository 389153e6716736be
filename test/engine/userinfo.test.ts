import { expect, test } from 'vitest';

import { CLIENT_ID } from './site';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();

const alice = walletNamed('alice');
const at = (query: string, headers: Record<string, string> = {}) =>
	on.provider.request(`${on.site.issuer}/userinfo${query}`, { headers });

test('the token is taken from the header or from access_token', async () => {
	const token = await on.provider.accessToken(alice);
	for (const answer of [await on.provider.userinfo(token), await at(`?access_token=${token}`)]) {
		expect(answer.status).toBe(200);
		expect(answer.json).toMatchObject({ sub: alice.account, id: alice.account, amr: ['pop'] });
		expect(answer.headers.get('cache-control')).toBe('no-store');
		expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
	}
});

test('two tokens at once are refused', async () => {
	const token = await on.provider.accessToken(alice);
	const answer = await at(`?access_token=${token}`, { authorization: `Bearer ${token}` });
	expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
});

test.each([
	['none', '', 'Bearer realm="claims"'],
	['an empty one', 'Bearer ', 'Bearer realm="claims"'],
	['one of another scheme', 'Basic abc', 'Bearer realm="claims"'],
	[
		'one that nobody gave out',
		'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
		'Bearer error="invalid_token"',
	],
	['10 kB', `Bearer ${'a'.repeat(10_000)}`, 'Bearer error="invalid_token"'],
	['with spaces', 'Bearer a b', 'Bearer realm="claims"'],
])('%s is refused with 401 and the scheme, as RFC 6750 3.1 says', async (_what, authorization, scheme) => {
	const answer = await at('', authorization ? { authorization } : {});
	expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_token' } });
	expect(answer.headers.get('www-authenticate')).toBe(scheme);
});

test.each(['?access_token=a&access_token=b', '?access_token[]=a', '?access_token[x]=a', '?access_token=%00'])(
	'%s is refused',
	async (query) => {
		expect(await at(query)).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
	},
);

test("a token that another client's id got is refused: Rocket.Chat would turn it into a login", async () => {
	const token = await on.provider.accessToken(alice);
	await on.site.setting('client-id', 'another-client');
	try {
		expect((await on.provider.userinfo(token)).status).toBe(401);
	} finally {
		await on.site.setting('client-id', CLIENT_ID);
	}
	expect((await on.provider.userinfo(token)).status).toBe(200);
});
