import type { IHttp } from '@rocket.chat/apps-engine/definition/accessors';
import { expect, test } from 'vitest';
import { requestLoginToken } from '../../lib/host/requestLoginToken';
import { SITE } from './signing';

const serviceAccount = { id: 'admin', token: 'the token of an admin', secret: undefined };

/** HTTP that records what was sent, to an address where this issuer answers. */
function httpTo(issuer: string) {
	const sent: unknown[] = [];
	const http = {
		get: async (url: string, options: unknown) => {
			sent.push([url, options]);
			return { statusCode: 200, data: { issuer } };
		},
		post: async (url: string, options: unknown) => {
			sent.push([url, options]);
			return { statusCode: 200, data: { data: { userId: 'alice', authToken: 'a login token' } } };
		},
	} as unknown as IHttp;
	return { http, sent: () => JSON.stringify(sent) };
}

test('an address where another app answers gets no token of the service account', async () => {
	const { http, sent } = httpTo('https://elsewhere.example/api/apps/public/app-id');
	await expect(requestLoginToken('alice', { serviceAccount, site: SITE }, http)).rejects.toThrow();
	expect(sent()).not.toContain(serviceAccount.token);
});

test("the workspace's own address makes a login token", async () => {
	const { http } = httpTo(SITE.issuer);
	expect(await requestLoginToken('alice', { serviceAccount, site: SITE }, http)).toBe('a login token');
});
