import { expect, test } from 'vitest';
import { findNearest } from '../../lib/text/findNearest';

const WORDS = ['login', 'token', 'refresh', 'revoke', 'status', 'unlink', 'block', 'unblock'];

test.each([
	['logn', 'login'],
	['logni', 'login'],
	['refersh', 'refresh'],
	['revok', 'revoke'],
	['statuss', 'status'],
	['unblok', 'unblock'],
	['blcok', 'block'],
	['logout', undefined],
	['nonsense', undefined],
	['', undefined],
])('%j is near %j', (typed, nearest) => {
	expect(findNearest(typed, WORDS)).toBe(nearest);
});
