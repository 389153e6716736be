import { expect, test } from 'vitest';
import { formatCode, parseCode } from '../../lib/authorizationCode';
import { plus } from '../../lib/time';
import { verifyAnswer } from '../../lib/verifyAnswer';
import { workspaceOf } from '../../lib/workspace';
import { ACCOUNT, freshChallenge, NOW, sign, TERMS } from './signing';

const OTHER_ACCOUNT = '0x251aeaf02504f244f268d9886bee324e5cbb2bd6' as typeof ACCOUNT;

test('a signed answer becomes a code and back, and is verified', () => {
	const answer = sign(freshChallenge(), { chainId: 137 });
	const parsed = parseCode(formatCode(answer));
	expect(parsed).toEqual(answer);
	expect(verifyAnswer(parsed, TERMS, NOW)).toMatchObject({ account: ACCOUNT, chainId: 137 });
});

test('identity comes only from the signed bytes: another account beside the signature is refused', () => {
	const answer = { ...sign(freshChallenge()), account: OTHER_ACCOUNT };
	expect(() => verifyAnswer(answer, TERMS, NOW)).toThrow(/not made by this account/);
});

test('an account that somebody else signed for is refused', () => {
	const answer = sign(freshChallenge(), { account: OTHER_ACCOUNT });
	expect(() => verifyAnswer(answer, TERMS, NOW)).toThrow(/not made by this account/);
});

test.each([
	['another address', workspaceOf('https://chat.example.org', 'Acme Chat', 'app-id')],
	['another name', workspaceOf('https://chat.example.com', 'Other Chat', 'app-id')],
	['another path prefix', workspaceOf('https://chat.example.com/chat', 'Acme Chat', 'app-id')],
])('a signature for a workspace with %s is refused', (_what, workspace) => {
	expect(() => verifyAnswer(sign(freshChallenge(), { workspace }), TERMS, NOW)).toThrow(/not made by/);
});

test('a signature for another challenge, chain or time is refused', () => {
	const answer = sign(freshChallenge());
	for (const change of [{ challenge: freshChallenge() }, { chainId: 5 }, { timestamp: plus(NOW, 1) }]) {
		expect(() => verifyAnswer({ ...answer, ...change }, TERMS, NOW)).toThrow(/not made by/);
	}
});

test('a timestamp up to 60 seconds ahead is clock skew, one more is the future', () => {
	const signed = (timestamp: typeof NOW) => () =>
		verifyAnswer(sign(freshChallenge(), { timestamp }), TERMS, NOW);
	expect(signed(plus(NOW, 60))).not.toThrow();
	expect(signed(plus(NOW, 61))).toThrow(/too old, or its time lies in the future/);
});

test("a timestamp as old as the code's lifetime is good, a second older is not", () => {
	const signed = (timestamp: typeof NOW) => () =>
		verifyAnswer(sign(freshChallenge(), { timestamp }), TERMS, NOW);
	expect(signed(plus(NOW, -240))).not.toThrow();
	expect(signed(plus(NOW, -241))).toThrow(/too old/);
});
