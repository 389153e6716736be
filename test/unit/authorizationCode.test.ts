import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCode, parseCode } from '../../lib/login/authorizationCode';
import { parseSignedChallenge } from '../../lib/login/SignedChallenge';
import { OAuthError } from '../../lib/oauth/OAuthError';
import { freshChallenge, sign } from './signing';

const answer = sign(freshChallenge());
const [timestamp, account, signature, chainId, challenge] = formatCode(answer).split('.');

test.each(['1e9', '-5', '+5', ' 5', '5 ', '05', '5.0', '0x5', '', '12345678901234567890', '１２', '0'])(
	'timestamp %j is refused',
	(odd) => {
		expect(() => parseCode([odd, account, signature, chainId, challenge].join('.'))).toThrow(OAuthError);
	},
);

test.each(['1e1', '-1', '+1', ' 1', '01', '0', '', 'NaN', '99999999999999999999'])(
	'chain %j is refused',
	(odd) => {
		expect(() => parseCode([timestamp, account, signature, odd, challenge].join('.'))).toThrow(OAuthError);
	},
);

test.each([
	['a part too few', [timestamp, account, signature, chainId].join('.')],
	['a part too many', [timestamp, account, signature, chainId, challenge, 'x'].join('.')],
	['nothing', ''],
	['a number of dots', '....'],
])('%s is no code', (_what, code) => {
	expect(() => parseCode(code)).toThrow(OAuthError);
});

test('an upper-case account and signature are the same code', () => {
	const shouted = [
		timestamp,
		`0x${account?.slice(2).toUpperCase()}`,
		`0x${signature?.slice(2).toUpperCase()}`,
	];
	expect(parseCode([...shouted, chainId, challenge].join('.'))).toEqual(answer);
});

test('whatever is no code is refused with an OAuth error and never with another', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.array(fc.string(), { maxLength: 7 }).map((parts) => parts.join('.')),
			),
			(text) => {
				expect(() => parseCode(text)).toThrow(OAuthError);
			},
		),
	);
});

test('a number that JSON can not tell apart from its neighbours is refused, in a code, too', () => {
	const [largest, tooLarge] = [2 ** 53 - 1, 2 ** 53];
	expect(() => parseSignedChallenge({ ...answer, chainId: tooLarge })).toThrow(OAuthError);
	expect(parseSignedChallenge({ ...answer, chainId: largest }).chainId).toBe(largest);
	expect(() => parseCode(formatCode({ ...answer, chainId: tooLarge }))).toThrow(OAuthError);
	expect(parseCode(formatCode({ ...answer, chainId: largest })).chainId).toBe(largest);
});

test.each(['a.b', 'a=', 'a b', 'ü', '\n'])('challenge %j is none in the JSON contract, either', (text) => {
	expect(() => parseSignedChallenge({ ...answer, challenge: text })).toThrow(OAuthError);
});
