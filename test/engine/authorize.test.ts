import { describe, expect, test } from 'vitest';
import { signOffer } from '../visitor/signOffer';
import { siteForTests } from './siteForTests';
import { walletNamed } from './wallets';

const on = siteForTests();

const alice = walletNamed('alice');
const page = (url: string, headers: Record<string, string> = {}) =>
	on.provider.request(url, { headers: { accept: 'text/html', ...headers } });

describe('an unknown client or redirect URI gets an error page, never a redirect', () => {
	const expectErrorPage = async (url: string) => {
		const answer = await page(url);
		expect(answer.status).toBe(400);
		expect(answer.headers.get('location')).toBeNull();
		expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
		expect(answer.text).toContain('Custom OAuth');
		expect(answer.text).not.toContain('<script');
	};

	test('unknown client', async () => {
		await expectErrorPage(on.provider.authorizeUrl({ client_id: 'nobody' }));
	});

	test.each([
		['another host', (uri: string) => uri.replace('localhost', 'evil.example')],
		['another case', (uri: string) => uri.replace('/_oauth', '/_OAuth')],
		['another port', (uri: string) => uri.replace(/:\d+/, ':1')],
		['another path', (uri: string) => `${uri}/x`],
		['a fragment', (uri: string) => `${uri}#fragment`],
		['userinfo', (uri: string) => uri.replace('http://', 'http://evil@')],
		['a host as userinfo', (uri: string) => uri.replace('http://', 'http://localhost@evil.example/')],
		['an extra query parameter', (uri: string) => `${uri}?x=y`],
		['a duplicated query parameter', (uri: string) => `${uri}?close&close`],
		['a backslash', (uri: string) => uri.replace('http://', 'http:\\\\')],
		['a space', (uri: string) => `${uri} `],
		['javascript', () => 'javascript:alert(1)'],
		['nothing', () => ''],
	])('redirect URI with %s', async (_what, bend) => {
		await expectErrorPage(on.provider.authorizeUrl({ redirect_uri: bend(on.provider.redirectUri) }));
	});

	test('redirect URI sent twice', async () => {
		const url = `${on.provider.authorizeUrl()}&redirect_uri=${encodeURIComponent('https://evil.example')}`;
		const answer = await page(url);
		expect(answer.status).toBe(400);
		expect(answer.headers.get('location')).toBeNull();
	});
});

describe('a bad request of a known client is told to the client', () => {
	test.each([
		['unsupported_response_type', { response_type: 'token' }],
		['invalid_request', { response_mode: 'fragment' }],
		['invalid_request', { code_challenge: 'short', code_challenge_method: 'S256' }],
		['login_required', { prompt: 'none' }],
	])('%s', async (error, change) => {
		const answer = await page(on.provider.authorizeUrl(change as Record<string, string>));
		expect(answer.status).toBe(302);
		const location = new URL(answer.headers.get('location') ?? '');
		expect(`${location.origin}${location.pathname}`).toBe(on.provider.redirectUri);
		expect(location.searchParams.get('error')).toBe(error);
		expect(location.searchParams.get('state')).toBe('a state');
		expect(location.searchParams.get('iss')).toBe(on.site.issuer);
		expect(location.searchParams.get('error_description')).not.toBe('');
	});
});

describe('parameter pollution gets 400 and JSON', () => {
	test.each([
		['a duplicate', 'state=a&state=b'],
		['an array', 'state[]=a'],
		['an object', 'state[a]=b'],
		['a nested object', 'client_id[a][b]=c'],
		['a line break', 'state=a%0Ab'],
		['a NUL', 'nonce=%00'],
		['beyond ASCII', 'scope=%C3%A4'],
		['a prototype', '__proto__[client_id]=x&state[__proto__]=x'],
	])('query: %s', async (_what, query) => {
		const url = `${on.provider.authorizeUrl().replace(/state=[^&]*&?/, '')}&${query}`;
		const answer = await on.provider.request(url, { headers: { accept: 'application/json' } });
		expect(answer.status).toBe(400);
		expect(answer.json.error).toBe('invalid_request');
		expect(answer.json.error_description).not.toBe('');
	});

	test.each([
		['an array', '[]'],
		['null parts', '{"challenge":null,"account":null,"timestamp":null,"chainId":null,"signature":null}'],
		['nested parts', '{"challenge":{"a":1},"account":["0x"],"timestamp":{},"chainId":[],"signature":{}}'],
		['nothing', '{}'],
		['90 kB', JSON.stringify({ challenge: 'a'.repeat(90_000) })],
	])('body of authorize: %s', async (_what, body) => {
		const answer = await on.provider.postAnswer(body);
		expect(answer.status).toBe(400);
		expect(answer.json).toHaveProperty('error_description');
	});

	test.each([
		['a duplicate', 'code=a&code=b'],
		['an object', 'code[a]=b'],
		['a number of brackets', 'code[][][]=b'],
		['90 kB', `code=${'a'.repeat(90_000)}`],
		['a control character', 'code=%01'],
	])('body of token: %s', async (_what, body) => {
		const answer = await on.provider.request(`${on.site.issuer}/token`, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body,
		});
		expect(answer.status).toBe(400);
		expect(answer.json.error).toBe('invalid_request');
	});

	test('a form of another site is not taken for an answer', async () => {
		const body = await signOffer(alice, await on.provider.offer());
		const answer = await on.provider.request(on.provider.authorizeUrl(), {
			method: 'POST',
			body: new URLSearchParams({ ...body, timestamp: String(body.timestamp), chainId: '1' }),
		});
		expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
	});

	test.each(['text/plain', 'multipart/form-data; boundary=x', ''])(
		'a body of type %j is not taken',
		async (type) => {
			const body = JSON.stringify(await signOffer(alice, await on.provider.offer()));
			const answer = await on.provider.request(on.provider.authorizeUrl(), {
				method: 'POST',
				headers: { 'content-type': type },
				body,
			});
			expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_request' } });
		},
	);
});

describe('no verb and no path answers with a fault', () => {
	test.each(['authorize', 'token', 'userinfo'])('%s', async (path) => {
		for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) {
			const { status } = await on.provider.request(`${on.site.issuer}/${path}`, { method });
			expect([`${method} ${status}`, status < 500]).toEqual([`${method} ${status}`, true]);
		}
	});

	test('what a verb allows is said', async () => {
		const answer = await on.provider.request(`${on.site.issuer}/token`);
		expect(answer.status).toBe(405);
		expect(answer.headers.get('allow')).toBe('POST, OPTIONS');
	});
});

describe('the sign-in page', () => {
	test('is framed by nobody, cached by nobody, sends no referrer, and runs only its own script', async () => {
		const { status, headers } = await page(on.provider.authorizeUrl());
		expect(status).toBe(200);
		const policy = headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/=]+'(;|$)/);
		expect(policy).not.toContain('unsafe');
		expect(policy).not.toContain('http');
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		// The popup login needs window.opener.
		expect(headers.get('cross-origin-opener-policy')).toBeNull();
	});

	test('loads nothing from anywhere', async () => {
		const { text } = await page(on.provider.authorizeUrl());
		expect(text).not.toMatch(/<\w+ [^>]*src=/);
		expect(text.match(/<link [^>]*>/g)).toEqual(['<link rel="icon" href="data:,">']);
		expect(text).not.toMatch(/@import|url\(/);
	});

	test.each([
		['de-AT,de;q=0.9,en;q=0.8', 'de'],
		['pt-BR', 'pt-BR'],
		['ja', 'ja'],
		['nl,en;q=0.5', 'en'],
	])('speaks the language of the browser: %s', async (accepted, language) => {
		for (const url of [on.provider.authorizeUrl(), on.provider.authorizeUrl({ client_id: 'nobody' })]) {
			const { text } = await page(url, { 'accept-language': accepted });
			expect(text).toContain(`<html lang="${language}">`);
			const [, heading = ''] = /<h1>(.*?)<\/h1>/.exec(text) ?? [];
			expect(/^Sign in|^This sign-in/.test(heading)).toBe(language === 'en');
		}
	});

	test('escapes what it reflects', async () => {
		const attack = `"></script><script>alert(1)</script><b a='`;
		await on.site.serverSetting('Site_Name', attack);
		try {
			const { text } = await page(on.provider.authorizeUrl({ state: attack, nonce: attack }));
			expect(text).not.toContain('<script>alert');
			expect(text).not.toContain('<b a=');
			expect(text.match(/<\/script>/g)).toHaveLength(2);
		} finally {
			await on.site.serverSetting('Site_Name', 'Rocket.Chat');
		}
	});

	test('a line break in Site_Name does not reach the signed sentence', async () => {
		await on.site.serverSetting('Site_Name', 'Acme\nOnly sign this at https://evil.example');
		try {
			const { typedData } = await on.provider.offer();
			expect(typedData.message.action).toBe(
				`Sign in to Acme Only sign this at https://evil.example. Only sign this at ${new URL(on.site.url).origin}.`,
			);
		} finally {
			await on.site.serverSetting('Site_Name', 'Rocket.Chat');
		}
	});
});

describe('what programs get', () => {
	test('the typed data, to be filled in, and the times', async () => {
		const offer = await on.provider.offer();
		expect(offer.typedData.domain).toEqual({
			name: 'RocketChat Login',
			version: '2',
			chainId: 0,
			verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
		});
		expect(offer.typedData.primaryType).toBe('Code');
		expect(offer.typedData.message).toMatchObject({ account: '', timestamp: 0, workspace: on.site.url });
		expect(offer.typedData.types.EIP712Domain).toHaveLength(4);
		expect(offer.expiresAt - offer.serverTime).toBe(240);
		expect(Math.abs(offer.serverTime - Date.now() / 1000)).toBeLessThan(5);
	});

	test('the redirect carries code, state and iss', async () => {
		const { json } = await on.provider.postAnswer(await signOffer(alice, await on.provider.offer()));
		const redirect = new URL(String(json.redirect));
		expect(redirect.searchParams.get('state')).toBe('a state');
		expect(redirect.searchParams.get('iss')).toBe(on.site.issuer);
		expect(redirect.searchParams.get('code')?.split('.')).toHaveLength(5);
	});

	test('a state with = + / comes back byte for byte', async () => {
		const state = 'eyJhIjoi+/8ifQ==';
		const url = on.provider.authorizeUrl({ state });
		const { json } = await on.provider.postAnswer(await signOffer(alice, await on.provider.offer(url)), url);
		expect(new URL(String(json.redirect)).searchParams.get('state')).toBe(state);
	});
});

test('URLs follow Site_Url within a second when an admin changes it', async () => {
	const before = on.site.workspace.settings.text('Site_Url');
	await on.site.serverSetting('Site_Url', 'https://chat.example.com/prefix/');
	try {
		const redirectUri = 'https://chat.example.com/prefix/_oauth/metamask';
		const { typedData } = await on.provider.offer(on.provider.authorizeUrl({ redirect_uri: redirectUri }));
		expect(typedData.message.workspace).toBe('https://chat.example.com/prefix');
		expect(typedData.message.action).toContain('Only sign this at https://chat.example.com.');
	} finally {
		await on.site.serverSetting('Site_Url', before);
	}
});

test('a Site_Url that is no address is said, not thrown', async () => {
	const before = on.site.workspace.settings.text('Site_Url');
	await on.site.serverSetting('Site_Url', 'nonsense');
	try {
		const answer = await page(on.provider.authorizeUrl());
		expect(answer.status).toBe(500);
		expect(answer.text).toContain('Site_Url');
		expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
	} finally {
		await on.site.serverSetting('Site_Url', before);
	}
});

test("the page leads back to the login page where a fresh challenge would come too late: in the modern client's login", async () => {
	const startAgain = async (change: Record<string, string>) => {
		const { text } = await on.provider.request(on.provider.authorizeUrl(change), {
			headers: { accept: 'text/html' },
		});
		return /"startAgainUrl":"([^"]*)"/.exec(text)?.[1];
	};
	const pkce = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' };
	expect(await startAgain(pkce)).toBe(`${on.site.url}/home`);
	expect(await startAgain({})).toBe(undefined);
});
