import { expect, test } from 'vitest';
import { formatCodeRedirect, formatErrorRedirect } from '../../lib/oauth/formatRedirect';
import { OAuthError } from '../../lib/oauth/OAuthError';
import { parseAuthorizationRequest } from '../../lib/oauth/parseAuthorizationRequest';
import { parseReturnAddress } from '../../lib/oauth/parseReturnAddress';
import { makeRocketChatClient } from '../../lib/oauth/workspaceClients';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { KEYS, SITE } from './signing';

const clients = [makeRocketChatClient(parseSettings(DEFAULTS), KEYS)];
const REDIRECT_URI = 'https://chat.example.com/_oauth/metamask';
const QUERY = {
	client_id: 'rocketchat',
	redirect_uri: REDIRECT_URI,
	response_type: 'code',
	state: 'a+b/c==',
	scope: 'openid',
};

test('a request of the classic client is understood', () => {
	expect(parseAuthorizationRequest(parseReturnAddress(QUERY, clients, SITE))).toEqual({
		client: clients[0],
		redirectUri: REDIRECT_URI,
		state: 'a+b/c==',
		codeChallenge: undefined,
		scopes: new Set(['openid']),
		nonce: undefined,
	});
});

test('scopes we do not know are left out of the grant', () => {
	const asked = { ...QUERY, scope: 'email admin openid openid' };
	expect(parseAuthorizationRequest(parseReturnAddress(asked, clients, SITE)).scopes).toEqual(
		new Set(['openid', 'email']),
	);
});

test.each([
	['another host', 'https://evil.example.com/_oauth/metamask'],
	['another case', 'https://chat.example.com/_OAUTH/metamask'],
	['another host case', 'https://CHAT.example.com/_oauth/metamask'],
	['another port', 'https://chat.example.com:443/_oauth/metamask'],
	['another scheme', 'http://chat.example.com/_oauth/metamask'],
	['a path more', `${REDIRECT_URI}/x`],
	['a slash more', `${REDIRECT_URI}/`],
	['a fragment', `${REDIRECT_URI}#x`],
	['userinfo', 'https://chat.example.com@evil.example.com/_oauth/metamask'],
	['userinfo before us', 'https://evil@chat.example.com/_oauth/metamask'],
	['an extra parameter', `${REDIRECT_URI}?a=b`],
	['close twice', `${REDIRECT_URI}?close&close`],
	['a backslash', 'https://chat.example.com\\@evil.example.com/_oauth/metamask'],
	['a dot segment', 'https://chat.example.com/x/../_oauth/metamask'],
	['an encoded letter', 'https://chat.example.com/_oauth/metamas%6b'],
	['nothing', ''],
])('a redirect URI with %s is refused before anything else', (_what, redirectUri) => {
	expect(() => parseReturnAddress({ ...QUERY, redirect_uri: redirectUri }, clients, SITE)).toThrow(
		/redirect_uri/,
	);
});

test('a redirect URI sent twice is refused', () => {
	const twice = { ...QUERY, redirect_uri: [REDIRECT_URI, REDIRECT_URI] };
	expect(() => parseReturnAddress(twice, clients, SITE)).toThrow(/redirect_uri/);
});

test('an unknown client is refused before its redirect URI is looked at', () => {
	const unknown = { ...QUERY, client_id: 'nobody', redirect_uri: 'https://evil.example.com' };
	expect(() => parseReturnAddress(unknown, clients, SITE)).toThrow(/No client/);
});

test.each([
	['unsupported_response_type', { response_type: 'token' }],
	['unsupported_response_type', { response_type: '' }],
	['invalid_request', { response_mode: 'fragment' }],
	['request_not_supported', { request: 'x.y.z' }],
	['request_uri_not_supported', { request_uri: 'https://example.com' }],
	[
		'invalid_request',
		{ code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'plain' },
	],
	['login_required', { prompt: 'none' }],
	['invalid_request', { prompt: 'login none' }],
])('%s answers %j', (code, change) => {
	const to = parseReturnAddress({ ...QUERY, ...change }, clients, SITE);
	expect(() => parseAuthorizationRequest(to)).toThrow(expect.objectContaining({ code }));
});

test('the answer keeps ?close, echoes state byte for byte, and names the issuer', () => {
	const to = parseReturnAddress({ ...QUERY, redirect_uri: `${REDIRECT_URI}?close` }, clients, SITE);
	const url = formatCodeRedirect(to, 'the.code', SITE.issuer);
	expect(url.startsWith(`${REDIRECT_URI}?close&code=the.code&`)).toBe(true);
	const query = new URL(url).searchParams;
	expect(query.get('state')).toBe('a+b/c==');
	expect(query.get('iss')).toBe('https://chat.example.com/api/apps/public/app-id');
});

test('a request without state is answered without one', () => {
	const to = parseReturnAddress({ ...QUERY, state: '' }, clients, SITE);
	const query = new URL(formatErrorRedirect(to, new OAuthError('parameter', { name: 'a & b' }), SITE.issuer))
		.searchParams;
	expect(query.has('state')).toBe(false);
	expect(query.get('error')).toBe('invalid_request');
	expect(query.get('error_description')).toContain('The parameter a & b');
});
