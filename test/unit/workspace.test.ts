import { expect, test } from 'vitest';
import { writeSentence } from '../../lib/login/writeSentence';
import { listRedirectUris } from '../../lib/oauth/listRedirectUris';
import { makeRocketChatClient } from '../../lib/oauth/workspaceClients';
import { parseSite } from '../../lib/provider/Site';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { FORM, KEYS } from './signing';

test.each([
	['https://chat.example.com', 'https://chat.example.com'],
	['https://chat.example.com/', 'https://chat.example.com'],
	['https://chat.example.com/chat/', 'https://chat.example.com/chat'],
	['http://localhost:3000/?x#y', 'http://localhost:3000'],
])('Site_Url %s is the workspace %s', (siteUrl, url) => {
	expect(parseSite(siteUrl, 'Acme', 'id').url).toBe(url);
	expect(parseSite(siteUrl, 'Acme', 'id').issuer).toBe(`${url}/api/apps/public/id`);
});

test.each(['', 'chat.example.com', 'javascript:alert(1)', 'https:/chat.example', null, undefined])(
	'Site_Url %j is no address',
	(siteUrl) => {
		expect(() => parseSite(siteUrl, 'Acme', 'id')).toThrow(TypeError);
	},
);

test('no line break or control character of Site_Name reaches the signed sentence', () => {
	const site = parseSite('https://chat.example.com', 'Acme\n\nURI: https://evil.example\u202e\u0000', 'id');
	expect(writeSentence({ purpose: { kind: 'login' }, tool: undefined }, FORM, site)).toBe(
		'Sign in to Acme URI: https://evil.example. Only sign this at https://chat.example.com.',
	);
});

test('a workspace without a name is called by its host', () => {
	expect(parseSite('https://chat.example.com/x', '  ', 'id').name).toBe('chat.example.com');
});

test('a Site_Name is cut at 64 characters', () => {
	expect(parseSite('https://chat.example.com', 'a'.repeat(65), 'id').name).toHaveLength(64);
});

test.each([
	['https://Chat.Example.com/', 'https://Chat.Example.com/_oauth/metamask'],
	['https://chat.example.com:443', 'https://chat.example.com:443/_oauth/metamask'],
])('Site_Url %s: the redirect URI that Rocket.Chat makes of it is registered', (siteUrl, redirectUri) => {
	const client = makeRocketChatClient(parseSettings(DEFAULTS), KEYS);
	expect(listRedirectUris(client, parseSite(siteUrl, 'Acme', 'id'))).toContain(redirectUri);
});
