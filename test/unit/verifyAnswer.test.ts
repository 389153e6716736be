import { personalSign, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util';
import { describe, expect, test } from 'vitest';
import { parseSignature, type Signature } from '../../lib/ethereum/parseSignature';
import type { UserId } from '../../lib/identity/User';
import { sha256 } from '../../lib/keys/digest';
import { formatCode, parseCode } from '../../lib/login/authorizationCode';
import type { Purpose } from '../../lib/login/Binding';
import { makeUnsignedMessage } from '../../lib/login/loginMessage';
import { verifyChallenge } from '../../lib/login/verifyChallenge';
import { parseSite } from '../../lib/provider/Site';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { fillIn } from '../visitor/signOffer';
import { ACCOUNT, contextAt, freshChallenge, NOW, PRIVATE_KEY, sign, sourceOf } from './signing';

const CONTEXT = contextAt(NOW);
const LINK: Purpose = {
	kind: 'link',
	userId: 'id' as UserId,
	username: 'alice',
	ticketHash: sha256('ticket'),
};
const OTHER_ACCOUNT = '0x251aeaf02504f244f268d9886bee324e5cbb2bd6' as typeof ACCOUNT;

test('a signed answer becomes a code and back, and is verified', () => {
	const answer = sign(freshChallenge(), { chainId: 137 });
	const parsed = parseCode(formatCode(answer));
	expect(parsed).toEqual(answer);
	expect(verifyChallenge(parsed, CONTEXT)).toMatchObject({ account: ACCOUNT, chainId: 137 });
});

test('identity comes only from the signed bytes: another account beside the signature is refused', () => {
	const answer = { ...sign(freshChallenge()), account: OTHER_ACCOUNT };
	expect(() => verifyChallenge(answer, CONTEXT)).toThrow(/not made by this account/);
});

test('an account that somebody else signed for is refused', () => {
	const answer = sign(freshChallenge(), { account: OTHER_ACCOUNT });
	expect(() => verifyChallenge(answer, CONTEXT)).toThrow(/not made by this account/);
});

test.each([
	['another address', parseSite('https://chat.example.org', 'Acme Chat', 'app-id')],
	['another name', parseSite('https://chat.example.com', 'Other Chat', 'app-id')],
	['another path prefix', parseSite('https://chat.example.com/chat', 'Acme Chat', 'app-id')],
])('a signature for a workspace with %s is refused', (_what, site) => {
	expect(() => verifyChallenge(sign(freshChallenge(), { site }), CONTEXT)).toThrow(/not made by/);
});

test('a signature for another challenge, chain or time is refused', () => {
	const answer = sign(freshChallenge());
	for (const change of [{ challenge: freshChallenge() }, { chainId: 5 }, { timestamp: addSeconds(NOW, 1) }]) {
		expect(() => verifyChallenge({ ...answer, ...change }, CONTEXT)).toThrow(/not made by/);
	}
});

test('after ten wrong signatures a challenge is good for nothing, and another one is as good as ever', () => {
	const [challenge, other] = [freshChallenge(), freshChallenge()];
	const answer = sign(challenge);
	const isRefused = (chainId: number) => {
		expect(() => verifyChallenge({ ...answer, chainId }, CONTEXT)).toThrow(/not made by/);
	};
	for (let attempt = 1; attempt < 10; attempt += 1) {
		isRefused(1000 + attempt);
	}
	expect(() => verifyChallenge(answer, CONTEXT)).not.toThrow();
	isRefused(2000);
	isRefused(answer.chainId);
	expect(() => verifyChallenge(sign(other), CONTEXT)).not.toThrow();
});

test('a timestamp up to 60 seconds ahead is clock skew, one more is the future', () => {
	const signed = (timestamp: typeof NOW) => () =>
		verifyChallenge(sign(freshChallenge(), { timestamp }), CONTEXT);
	expect(signed(addSeconds(NOW, 60))).not.toThrow();
	expect(signed(addSeconds(NOW, 61))).toThrow(/too old, or its time lies in the future/);
});

test("a timestamp as old as the code's lifetime is good, a second older is not", () => {
	const signed = (timestamp: typeof NOW) => () =>
		verifyChallenge(sign(freshChallenge(), { timestamp }), CONTEXT);
	expect(signed(addSeconds(NOW, -240))).not.toThrow();
	expect(signed(addSeconds(NOW, -241))).toThrow(/too old/);
});

describe('Sign-In with Ethereum', () => {
	const challenge = freshChallenge({ kind: 'siwe', purpose: LINK, language: 'de' });
	const answer = sign(challenge);

	test('a signed message becomes a code and back, and is verified', () => {
		const parsed = parseCode(formatCode(sign(challenge, { chainId: 137 })));
		expect(verifyChallenge(parsed, CONTEXT)).toMatchObject({ account: ACCOUNT, chainId: 137 });
	});

	test.each([
		['challenge', { challenge: freshChallenge({ kind: 'siwe', purpose: LINK, language: 'de' }) }],
		['account', { account: OTHER_ACCOUNT }],
		['chain', { chainId: 5 }],
		['time', { timestamp: addSeconds(NOW, 1) }],
	])('a signature for another %s is refused', (_what, change) => {
		expect(() => verifyChallenge({ ...answer, ...change }, CONTEXT)).toThrow(/not made by/);
	});

	test.each([
		['address', 'https://chat.example.org'],
		['path prefix', 'https://chat.example.com/chat'],
		['port', 'https://chat.example.com:8443'],
	])('a signature for a workspace with another %s is refused', (_what, siteUrl) => {
		const site = parseSite(siteUrl, 'Acme Chat', 'app-id');
		expect(() => verifyChallenge(sign(challenge, { site }), CONTEXT)).toThrow(/not made by/);
	});

	test('every line of the message is signed', () => {
		const { message = '' } = fillIn(makeUnsignedMessage(challenge, sourceOf(challenge), CONTEXT), answer);
		for (const line of message.split('\n')) {
			const text = message.replace(line, `${line}.`);
			const data = `0x${Buffer.from(text).toString('hex')}`;
			const signature = parseSignature(personalSign({ privateKey: PRIVATE_KEY, data })) as Signature;
			expect(() => verifyChallenge({ ...answer, signature }, CONTEXT)).toThrow(/not made by/);
		}
	});

	test('typed data signed for a challenge of this kind is refused, and the other way round', () => {
		const [challenge, typed] = [freshChallenge({ kind: 'siwe' }), freshChallenge()];
		const signedAs = (kind: 'eip712' | 'siwe', of: string) => {
			const { form, ...source } = sourceOf(of);
			const unsigned = makeUnsignedMessage(of, { ...source, form: { ...form, kind } }, CONTEXT);
			const { typedData, message = '' } = fillIn(unsigned, answer);
			const text = `0x${Buffer.from(message).toString('hex')}`;
			const signature = typedData
				? signTypedData({ privateKey: PRIVATE_KEY, data: typedData, version: SignTypedDataVersion.V4 })
				: personalSign({ privateKey: PRIVATE_KEY, data: text });
			return { ...answer, challenge: of, signature: parseSignature(signature) as Signature };
		};
		expect(() => verifyChallenge(signedAs('siwe', challenge), CONTEXT)).not.toThrow();
		expect(() => verifyChallenge(signedAs('eip712', challenge), CONTEXT)).toThrow(/not made by/);
		expect(() => verifyChallenge(signedAs('eip712', typed), CONTEXT)).not.toThrow();
		expect(() => verifyChallenge(signedAs('siwe', typed), CONTEXT)).toThrow(/not made by/);
	});
});
