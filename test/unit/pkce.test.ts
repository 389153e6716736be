import { expect, test } from 'vitest';
import { assertCodeChallenge, assertCodeVerifier } from '../../lib/oauth/pkce';

/** RFC 7636 appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

test("the RFC's own verifier fits its challenge", () => {
	expect(() => assertCodeChallenge(CHALLENGE, 'S256')).not.toThrow();
	expect(() => assertCodeVerifier(VERIFIER, CHALLENGE)).not.toThrow();
});

test('without PKCE nothing is asked', () => {
	expect(() => assertCodeChallenge(undefined, undefined)).not.toThrow();
	expect(() => assertCodeVerifier(undefined, undefined)).not.toThrow();
});

test.each([
	['plain', CHALLENGE, 'plain'],
	['no method, which means plain', CHALLENGE, undefined],
	['a method without a challenge', undefined, 'S256'],
	['a short challenge', CHALLENGE.slice(1), 'S256'],
	['padding', `${CHALLENGE}=`, 'S256'],
])('a request with %s is refused', (_what, challenge, method) => {
	expect(() => assertCodeChallenge(challenge, method)).toThrow(/S256/);
});

test.each([
	['a wrong verifier', VERIFIER.replace('d', 'e'), CHALLENGE],
	['no verifier', undefined, CHALLENGE],
	['a verifier where no challenge was', VERIFIER, undefined],
	['the challenge itself', CHALLENGE, CHALLENGE],
	['a short verifier', 'a'.repeat(42), CHALLENGE],
])('%s is refused', (_what, verifier, challenge) => {
	expect(() => assertCodeVerifier(verifier, challenge)).toThrow(/code_verifier/);
});
