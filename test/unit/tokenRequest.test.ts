import { expect, test } from 'vitest';
import { readTokenRequest } from '../../lib/oauth/tokenRequest';

const PARAMETERS = {
	grant_type: 'authorization_code',
	code: 'the.code',
	redirect_uri: 'https://chat.example.com/_oauth/metamask',
	client_id: 'rocketchat',
	client_secret: 's3cret',
};

test('the parameters may all be in the body, or all in the query as around 6.x', () => {
	const fromBody = readTokenRequest({}, PARAMETERS, '');
	expect(fromBody.credentials).toEqual({ id: 'rocketchat', secrets: ['s3cret'] });
	expect(fromBody.inQuery).toBe(false);
	expect(readTokenRequest(PARAMETERS, {}, '')).toEqual({ ...fromBody, inQuery: true });
});

test('a parameter in both places is refused', () => {
	expect(() => readTokenRequest({ code: 'other' }, PARAMETERS, '')).toThrow(/parameter code/);
});

test.each([[['a', 'b']], [{ a: 1 }], [7]])('a code of %j is refused', (code) => {
	expect(() => readTokenRequest({}, { ...PARAMETERS, code }, '')).toThrow(/parameter code/);
});
