import { expect, test } from 'vitest';
import { verifyChallenge } from '../../lib/login/verifyChallenge';
import { assertCodeBelongsTo, readTokenRequest } from '../../lib/oauth/tokenRequest';
import { freshChallenge, NOW, PROVIDER, SUBJECT, sign } from './signing';

const verified = verifyChallenge(sign(freshChallenge()), PROVIDER, NOW);
const request = (change: Record<string, string> = {}) =>
	readTokenRequest(
		{},
		{ redirect_uri: SUBJECT.redirectUri, client_id: 'rocketchat', client_secret: 's3cret', ...change },
		'',
	).parameters;

test('a code belongs to the client, redirect URI and state that it was asked for with', () => {
	expect(() => assertCodeBelongsTo(request(), 'rocketchat', verified)).not.toThrow();
	expect(() => assertCodeBelongsTo(request({ state: SUBJECT.state }), 'rocketchat', verified)).not.toThrow();
});

test.each([
	['another client', 'wallet', {}, /another client/],
	['another redirect URI', 'rocketchat', { redirect_uri: 'https://chat.example.com/x' }, /redirect_uri/],
	['no redirect URI', 'rocketchat', { redirect_uri: '' }, /redirect_uri/],
	['another state', 'rocketchat', { state: 'x' }, /state/],
	['a verifier', 'rocketchat', { code_verifier: 'a'.repeat(43) }, /code_verifier/],
])('it does not belong to %s', (_what, clientId, change, sentence) => {
	expect(() => assertCodeBelongsTo(request(change as Record<string, string>), clientId, verified)).toThrow(
		sentence,
	);
});
