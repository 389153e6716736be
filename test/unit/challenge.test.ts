import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveKeys } from '../../lib/keys/deriveKeys';
import { sha256 } from '../../lib/keys/digest';
import { assertMadeFor, CHALLENGE_LIFETIME, makeChallenge, openChallenge } from '../../lib/login/challenge';
import { plus } from '../../lib/time/UnixSeconds';
import { FORM, freshChallenge, KEYS, NOW, SUBJECT } from './signing';

test('a challenge opens to what it was made of', () => {
	const { state, ...rest } = SUBJECT;
	const opened = openChallenge(freshChallenge(), KEYS.challenge, NOW);
	expect(opened).toMatchObject({ ...rest, ...FORM, stateHash: sha256(state), issuedAt: NOW });
	expect(opened.jti).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('no two challenges are the same', () => {
	expect(freshChallenge()).not.toBe(freshChallenge());
});

test('a challenge lives five minutes, to the second', () => {
	const challenge = freshChallenge();
	const open = (seconds: number) => () => openChallenge(challenge, KEYS.challenge, plus(NOW, seconds));
	expect(open(CHALLENGE_LIFETIME - 1)).not.toThrow();
	expect(open(CHALLENGE_LIFETIME)).toThrow(/five minutes/);
	expect(open(-61)).toThrow(/five minutes/);
});

test("another installation's key makes other challenges", () => {
	const challenge = makeChallenge(SUBJECT, FORM, deriveKeys('cd'.repeat(32)).challenge, NOW);
	expect(() => openChallenge(challenge, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
});

test('a changed character anywhere, or another spelling of the same bytes, is refused', () => {
	const challenge = freshChallenge();
	fc.assert(
		fc.property(fc.nat(challenge.length - 1), fc.constantFrom(...'AZaz09-_+/= .\n'), (index, character) => {
			const altered = challenge.slice(0, index) + character + challenge.slice(index + 1);
			fc.pre(altered !== challenge);
			expect(() => openChallenge(altered, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
		}),
		{ numRuns: 500 },
	);
	for (const spelling of [`${challenge}=`, `${challenge} `, ` ${challenge}`, `${challenge}\n`]) {
		expect(() => openChallenge(spelling, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
	}
});

test('whatever is no challenge is refused and never crashes', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
			expect(() => openChallenge(text, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
		}),
	);
});

test.each([
	'clientId',
	'redirectUri',
	'state',
	'codeChallenge',
	'scope',
	'nonce',
	'linkUserId',
	'linkUsername',
	'ticketHash',
] as const)('a challenge is bound to its %s', (part) => {
	const opened = openChallenge(freshChallenge(), KEYS.challenge, NOW);
	expect(() => assertMadeFor(opened, SUBJECT)).not.toThrow();
	expect(() => assertMadeFor(opened, { ...SUBJECT, [part]: 'another' })).toThrow(/another sign-in/);
});
