import { expect, test } from 'vitest';
import { assertCodeBelongsTo } from '../../lib/login/assertCodeBelongsTo';
import { readChallenge } from '../../lib/login/challenge';
import { parseTokenRequest, type TokenGrant } from '../../lib/oauth/parseTokenRequest';
import { CLIENT, freshChallenge, KEYS, NOW, REQUEST } from './signing';

const { binding } = readChallenge(freshChallenge(), KEYS.challenge, NOW);
const grant = (change: Record<string, string> = {}) => {
	const parameters = { redirect_uri: REQUEST.redirectUri, client_id: 'rocketchat', client_secret: 's3cret' };
	const body = { grant_type: 'authorization_code', ...parameters, ...change };
	const request = parseTokenRequest({ query: {}, body, authorization: undefined });
	return request.grant as Extract<TokenGrant, { type: 'authorization_code' }>;
};

test('a code belongs to the client, redirect URI and state that it was asked for with', () => {
	expect(() => assertCodeBelongsTo(grant(), CLIENT, binding)).not.toThrow();
	expect(() => assertCodeBelongsTo(grant({ state: 'some state' }), CLIENT, binding)).not.toThrow();
});

test.each([
	['another client', 'wallet', {}, /another client/],
	['another redirect URI', 'rocketchat', { redirect_uri: 'https://chat.example.com/x' }, /redirect_uri/],
	['no redirect URI', 'rocketchat', { redirect_uri: '' }, /redirect_uri/],
	['another state', 'rocketchat', { state: 'x' }, /state/],
	['a verifier', 'rocketchat', { code_verifier: 'a'.repeat(43) }, /code_verifier/],
])('it does not belong to %s', (_what, id, change, sentence) => {
	expect(() => assertCodeBelongsTo(grant(change as Record<string, string>), { id }, binding)).toThrow(
		sentence,
	);
});
