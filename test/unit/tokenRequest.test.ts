import { expect, test } from 'vitest';
import { parseTokenRequest } from '../../lib/oauth/parseTokenRequest';

const parse = (query: object, body: object) => parseTokenRequest({ query, body, authorization: undefined });

const PARAMETERS = {
	grant_type: 'authorization_code',
	code: 'the.code',
	redirect_uri: 'https://chat.example.com/_oauth/metamask',
	client_id: 'rocketchat',
	client_secret: 's3cret',
};

test('the parameters may all be in the body, or all in the query as around 6.x', () => {
	const fromBody = parse({}, PARAMETERS);
	expect(fromBody.credentials).toEqual({ id: 'rocketchat', secrets: ['s3cret'] });
	expect(fromBody.isInQuery).toBe(false);
	expect(parse(PARAMETERS, {})).toEqual({ ...fromBody, isInQuery: true });
});

test('a parameter in both places is refused', () => {
	expect(() => parse({ code: 'other' }, PARAMETERS)).toThrow(/parameter code/);
});

test.each([[['a', 'b']], [{ a: 1 }], [7]])('a code of %j is refused', (code) => {
	expect(() => parse({}, { ...PARAMETERS, code })).toThrow(/parameter code/);
});
