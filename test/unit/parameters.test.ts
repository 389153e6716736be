import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OAuthError } from '../../lib/oauth/OAuthError';
import { readParameters } from '../../lib/oauth/parameters';

test('what was not sent, or is empty, is undefined; what was not asked for is not looked at', () => {
	expect(readParameters({ code: 'x', other: ['a', 'b'] }, ['code', 'state'])).toEqual({
		code: 'x',
		state: undefined,
	});
	expect(readParameters({ code: '' }, ['code'])).toEqual({ code: undefined });
	expect(readParameters(undefined, ['code'])).toEqual({ code: undefined });
	expect(readParameters('text', ['code'])).toEqual({ code: undefined });
	// The host's messages turn undefined into null.
	expect(readParameters({ code: null }, ['code'])).toEqual({ code: undefined });
});

test.each([
	['sent twice', ['a', 'a']],
	['an object', { a: '1' }],
	['a number', 5],
	['a boolean', true],
	['with a line break', 'a\nb'],
	['with a NUL', 'a\0b'],
	['with a DEL', 'a\x7fb'],
	['not ASCII', 'ä'],
	['endless', 'a'.repeat(8001)],
])('a parameter that is %s is refused by its name', (_what, value) => {
	expect(() => readParameters({ state: value }, ['state'])).toThrow(/parameter state/);
});

test('a parameter of the prototype is not one that was sent', () => {
	expect(readParameters({}, ['constructor', 'toString', '__proto__'])).toEqual({
		constructor: undefined,
		toString: undefined,
		['__proto__']: undefined,
	});
	expect(() => readParameters(JSON.parse('{"__proto__": {"code": "x"}}'), ['__proto__'])).toThrow(OAuthError);
});

test('anything is either read as strings or refused with an OAuth error', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.anything()), (raw) => {
			try {
				const { a, b } = readParameters(raw, ['a', 'b']);
				expect(`${a}${b}`).toMatch(/^[\x20-\x7e]*$/);
			} catch (error) {
				expect(error).toBeInstanceOf(OAuthError);
			}
		}),
	);
});
