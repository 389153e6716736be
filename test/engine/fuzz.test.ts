import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { timeFor, times } from '../counts';
import { loginThroughClassic } from '../visitor/walletLogin';
import { assertKind } from './faults/aftermath';
import { CLIENTS, trust } from './openid/trustedClients';
import { basic } from './provider';
import { CLIENT_ID, CLIENT_SECRET, SERVICE } from './site';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();

beforeAll(async () => {
	await trust(on);
});

const PATHS = [
	'authorize',
	'token',
	'userinfo',
	'claims',
	'introspect',
	'revoke',
	'jwks',
	'openid-configuration',
	'.well-known/openid-configuration',
	'avatar',
	'iframe',
	'iframe-session',
	'wallet-callback',
];

/** The names of parameters that some endpoint reads. */
const NAMES = [
	...[
		'client_id',
		'redirect_uri',
		'response_type',
		'response_mode',
		'scope',
		'state',
		'nonce',
		'prompt',
		'max_age',
	],
	...[
		'ui_locales',
		'code_challenge',
		'code_challenge_method',
		'request',
		'request_uri',
		'ticket',
		'grant_type',
		'code',
	],
	...[
		'code_verifier',
		'refresh_token',
		'client_secret',
		'token',
		'access_token',
		'account',
		'timestamp',
		'chainId',
	],
	...['signature', 'challenge'],
];

const odd = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.constantFrom(
		'',
		'code',
		'openid',
		CLIENT_ID,
		'null',
		'0x',
		'../..',
		'\r\nx: y',
		'%00',
		'<script>',
		'👛',
	),
	fc.string({ minLength: 9000, maxLength: 9001 }),
);
const name = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...NAMES) },
	{ weight: 1, arbitrary: fc.constantFrom('constructor', 'toString', 'hasOwnProperty', '') },
	{ weight: 1, arbitrary: fc.constantFrom(...NAMES).map((each) => `${each}[]`) },
	{ weight: 1, arbitrary: fc.constantFrom(...NAMES).map((each) => `${each}[a][b]`) },
);
const fields = fc.array(fc.tuple(name, odd), { maxLength: 12 });
const form = fields.map((pairs) => new URLSearchParams(pairs).toString());

/** Not `__proto__`, which stops the engine's shell: that has a test of its own. */
const json = fc
	.dictionary(fc.constantFrom(...NAMES), fc.oneof(odd, fc.jsonValue({ maxDepth: 4 })), { maxKeys: 8 })
	.map((body) => JSON.stringify(body))
	.filter((body) => !body.includes('__proto__'));

/** What a header may hold at all. */
const headerText = fc.string({ maxLength: 60 }).map((text) => text.replace(/[^\x20-\x7e]/g, '').trim());

const request = fc.record({
	path: fc.constantFrom(...PATHS),
	method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'),
	query: form,
	headers: fc.record(
		{
			accept: fc.constantFrom('text/html', 'application/json', '*/*'),
			authorization: fc.oneof(
				headerText,
				headerText.map((text) => `Bearer ${text}`),
				headerText.map((text) => basic(text, text)),
				fc.constant(basic(CLIENT_ID, CLIENT_SECRET)),
				fc.constantFrom(...CLIENTS).map(({ client_id }) => basic(client_id, 'wrong')),
			),
			'accept-language': headerText,
			cookie: headerText.map((text) => `wallet_hand_over=${text}; rc_uid=${text}`),
			origin: fc.oneof(headerText, fc.constant('same')),
		},
		{ requiredKeys: [] },
	),
	body: fc.oneof(
		form.map((content) => ({ type: 'application/x-www-form-urlencoded', content })),
		json.map((content) => ({ type: 'application/json', content })),
		fc.string().map((content) => ({ type: 'text/plain', content })),
	),
});

test(
	'whatever is sent to whichever endpoint is answered by a sentence; nobody is let in, and the next login works',
	async () => {
		await fc.assert(
			fc.asyncProperty(request, async ({ path, method, query, headers: { origin, ...others }, body }) => {
				const takesBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
				const headers = {
					...others,
					...(origin ? { origin: origin === 'same' ? new URL(on.site.url).origin : origin } : {}),
					...(takesBody ? { 'content-type': body.type } : {}),
				};
				const answer = await on.provider.request(`${on.site.issuer}/${path}?${query.slice(0, 12_000)}`, {
					method,
					headers,
					...(takesBody ? { body: body.content } : {}),
				});
				// HEAD has nobody to tell a sentence.
				if (method !== 'HEAD') {
					assertKind(answer);
				}
				expect(answer.status).not.toBe(500);
				expect(answer.json).not.toHaveProperty('access_token');
				expect(answer.json).not.toHaveProperty('loginToken');
				expect(answer.json.sub).toBeUndefined();
			}),
			{ numRuns: times(400), ...(times(1) === 1 ? { seed: 7 } : {}) },
		);
		const wallet = walletNamed('after the flood of nonsense');
		expect((await loginThroughClassic(on.site.url, { service: SERVICE, wallet })).userId).toBeTruthy();
	},
	timeFor(60),
);
