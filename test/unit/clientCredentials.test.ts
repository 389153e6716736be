import { expect, test } from 'vitest';
import { sha256 } from '../../lib/keys/digest';
import { authenticateClient } from '../../lib/oauth/authenticateClient';
import type { Client } from '../../lib/oauth/Client';
import { listRedirectUris } from '../../lib/oauth/listRedirectUris';
import { parseClientCredentials } from '../../lib/oauth/parseClientCredentials';
import { makeRocketChatClient } from '../../lib/oauth/workspaceClients';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { KEYS, SITE } from './signing';

const NONE = { client_id: undefined, client_secret: undefined };
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
	['Basic', `Basic ${base64('rocketchat:s3cret')}`],
	['basic in lower case', `basic ${base64('rocketchat:s3cret')}`],
	['Basic without its word, as around 6.0', base64('rocketchat:s3cret')],
	['Basic, form-encoded', `Basic ${base64('%72ocketchat:s3%63ret')}`],
])('%s says who the client is', (_what, authorization) => {
	expect(parseClientCredentials(authorization, NONE)).toMatchObject({
		id: 'rocketchat',
		secrets: expect.arrayContaining(['s3cret']),
	});
});

test('a secret may hold colons, a plus and a stray percent sign', () => {
	expect(parseClientCredentials(`Basic ${base64('rc:a:b+c%zz')}`, NONE)).toMatchObject({
		id: 'rc',
		secrets: expect.arrayContaining(['a:b+c%zz']),
	});
});

test.each([
	['as it is', 'a b+c:d'],
	['by the letter of form encoding', 'a+b%2Bc%3Ad'],
	['percent-encoded', 'a%20b%2Bc%3Ad'],
])('a secret with a space, a plus and a colon, %s', (_what, sent) => {
	expect(parseClientCredentials(`Basic ${base64(`rc:${sent}`)}`, NONE).secrets).toContain('a b+c:d');
});

test('the body says who the client is', () => {
	const parameters = { client_id: 'rocketchat', client_secret: 's3cret' };
	expect(parseClientCredentials('', parameters)).toMatchObject({
		id: 'rocketchat',
		secrets: expect.arrayContaining(['s3cret']),
	});
});

test.each([
	['nothing', '', NONE],
	['an empty header', 'Basic', NONE],
	['no colon', `Basic ${base64('rocketchat')}`, NONE],
	['an empty id', `Basic ${base64(':secret')}`, NONE],
	['another scheme', 'Bearer abc def', NONE],
	['what is no base64', 'Basic ***', NONE],
])('%s is refused as invalid_client', (_what, authorization, parameters) => {
	expect(() => parseClientCredentials(authorization, parameters)).toThrow(
		expect.objectContaining({ code: 'invalid_client', status: 401 }),
	);
});

test('an id alone is what a public client says', () => {
	const parameters = { client_id: 'native', client_secret: undefined };
	expect(parseClientCredentials('', parameters)).toEqual({ id: 'native', secrets: [] });
});

test('credentials in two places are refused', () => {
	const both = { client_id: 'rocketchat', client_secret: 's3cret' };
	expect(() => parseClientCredentials(`Basic ${base64('rocketchat:s3cret')}`, both)).toThrow(/two places/);
	expect(() =>
		parseClientCredentials(`Basic ${base64('a:b')}`, { client_id: 'c', client_secret: undefined }),
	).toThrow(/two places/);
});

const settings = parseSettings({ ...DEFAULTS, 'client-secret': 's3cret' });
const client = makeRocketChatClient(settings, KEYS);
const clients = [client];

test('the right secret authenticates', () => {
	expect(authenticateClient(clients, { id: 'rocketchat', secrets: ['s3cret'] }).id).toBe('rocketchat');
});

test('an unknown client and a wrong secret get the same answer', () => {
	const refusal = (id: string, secret: string) => {
		try {
			return authenticateClient(clients, { id, secrets: [secret] });
		} catch (error) {
			return error;
		}
	};
	expect(refusal('nobody', 's3cret')).toEqual(refusal('rocketchat', 'wrong'));
	expect(refusal('nobody', '')).toMatchObject({ code: 'invalid_client' });
});

test('an empty secret setting means a derived secret, never an empty one', () => {
	const client = makeRocketChatClient(parseSettings(DEFAULTS), KEYS);
	const derived = { id: client.id, secrets: [KEYS.clientSecret(client.id)] };
	expect(authenticateClient([client], derived)).toBe(client);
	expect(() => authenticateClient([client], { id: client.id, secrets: [''] })).toThrow(
		/id or secret is wrong/,
	);
});

test("the redirect URIs are those of both of Rocket.Chat's clients", () => {
	expect(listRedirectUris(client, SITE)).toEqual([
		'https://chat.example.com/_oauth/metamask',
		'https://chat.example.com/_oauth/metamask?close',
		'https://chat.example.com/oauth/metamask/callback',
	]);
});

test('a secret that looks form-encoded is taken as Rocket.Chat sends it, and as RFC 6749 wants it', () => {
	const odd = [
		{ ...client, authentication: { method: 'secret', secretHash: sha256('a%41%25') } },
	] as Client[];
	const sentBy = (text: string) => parseClientCredentials(`Basic ${base64(`rocketchat:${text}`)}`, NONE);
	expect(authenticateClient(odd, sentBy('a%41%25')).id).toBe('rocketchat');
	expect(authenticateClient(odd, sentBy('a%2541%2525')).id).toBe('rocketchat');
	expect(() => authenticateClient(odd, sentBy('aA%'))).toThrow(/wrong/);
});

test('a public client has no secret to say, and must not say one', () => {
	const open = [{ ...client, authentication: { method: 'none' } }] as unknown as Client[];
	expect(authenticateClient(open, { id: 'rocketchat', secrets: [] }).id).toBe('rocketchat');
	for (const secret of ['', 'guessed', sha256('')]) {
		expect(() => authenticateClient(open, { id: 'rocketchat', secrets: [secret] })).toThrow(/wrong/);
	}
});

test('a client that has a secret must say it', () => {
	expect(() => authenticateClient(clients, { id: 'rocketchat', secrets: [] })).toThrow(/wrong/);
});
