import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UserId } from '../../lib/identity/User';
import { deriveKeys, type MasterKey } from '../../lib/keys/deriveKeys';
import { sha256 } from '../../lib/keys/digest';
import { type Binding, bind, type Purpose } from '../../lib/login/Binding';
import { CHALLENGE_LIFETIME_SECONDS, makeChallenge, readChallenge } from '../../lib/login/challenge';
import { verifyBoundChallenge } from '../../lib/login/verifyBoundChallenge';
import { parseScopes } from '../../lib/oauth/scopes';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { contextAt, FORM, freshChallenge, KEYS, NOW, REQUEST, sign } from './signing';

const LINK = {
	login: { kind: 'login' } as Purpose,
	alice: { kind: 'link', userId: 'id' as UserId, username: 'alice', ticketHash: sha256('ticket') } as Purpose,
};

test('a challenge opens to what it was made of', () => {
	const opened = readChallenge(freshChallenge(), KEYS.challenge, NOW);
	expect(opened).toMatchObject({ ...FORM, binding: bind(REQUEST, LINK.login), issuedAt: NOW });
	expect(opened.binding).toMatchObject({
		clientId: 'rocketchat',
		stateHash: sha256('some state'),
		scope: 'openid',
	});
	expect(opened.jti).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('no two challenges are the same', () => {
	expect(freshChallenge()).not.toBe(freshChallenge());
});

test('a challenge lives five minutes, to the second', () => {
	const challenge = freshChallenge();
	const open = (seconds: number) => () => readChallenge(challenge, KEYS.challenge, addSeconds(NOW, seconds));
	expect(open(CHALLENGE_LIFETIME_SECONDS - 1)).not.toThrow();
	expect(open(CHALLENGE_LIFETIME_SECONDS)).toThrow(/five minutes/);
	expect(open(-61)).toThrow(/five minutes/);
});

test("another installation's key makes other challenges", () => {
	const challenge = makeChallenge(
		{ binding: bind(REQUEST, LINK.login), form: FORM },
		deriveKeys('cd'.repeat(32) as MasterKey).challenge,
		NOW,
	);
	expect(() => readChallenge(challenge, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
});

test('a changed character anywhere, or another spelling of the same bytes, is refused', () => {
	const challenge = freshChallenge();
	fc.assert(
		fc.property(fc.nat(challenge.length - 1), fc.constantFrom(...'AZaz09-_+/= .\n'), (index, character) => {
			const altered = challenge.slice(0, index) + character + challenge.slice(index + 1);
			fc.pre(altered !== challenge);
			expect(() => readChallenge(altered, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
		}),
		{ numRuns: 500 },
	);
	for (const spelling of [`${challenge}=`, `${challenge} `, ` ${challenge}`, `${challenge}\n`]) {
		expect(() => readChallenge(spelling, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
	}
});

test('whatever is no challenge is refused and never crashes', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
			expect(() => readChallenge(text, KEYS.challenge, NOW)).toThrow(/not started by this workspace/);
		}),
	);
});

test.each([
	['client', { client: { id: 'another' } }],
	['redirect URI', { redirectUri: 'https://chat.example.com/another' }],
	['state', { state: 'another' }],
	['absence of a state', { state: undefined }],
	['PKCE challenge', { codeChallenge: 'another' }],
	['scopes', { scopes: parseScopes('openid email') }],
	['nonce', { nonce: 'another' }],
])('a challenge is bound to its %s', (_what, change) => {
	const signed = sign(freshChallenge());
	const verify = (binding: Binding) => () => verifyBoundChallenge(signed, binding, contextAt(NOW));
	expect(verify(bind(REQUEST, LINK.login))).not.toThrow();
	expect(verify(bind({ ...REQUEST, ...change }, LINK.login))).toThrow(/another sign-in/);
});

test.each([
	['purpose', LINK.login],
	['user', { ...LINK.alice, userId: 'another' } as Purpose],
	['username', { ...LINK.alice, username: 'another' } as Purpose],
	['ticket', { ...LINK.alice, ticketHash: sha256('another') } as Purpose],
])('a challenge for a link is bound to its %s', (_what, purpose) => {
	const signed = sign(freshChallenge({ purpose: LINK.alice }));
	const verify = (binding: Binding) => () => verifyBoundChallenge(signed, binding, contextAt(NOW));
	expect(verify(bind(REQUEST, LINK.alice))).not.toThrow();
	expect(verify(bind(REQUEST, purpose))).toThrow(/another sign-in/);
});

test('a challenge of another format is refused, however genuine: its fields mean something else', () => {
	const ofOldVersion = (payload: unknown) => {
		const bytes = Buffer.from(JSON.stringify(payload));
		const mac = createHmac('sha256', KEYS.challenge).update(bytes).digest();
		return Buffer.concat([mac, bytes]).toString('base64url');
	};
	const fields = { jti: 'j', issuedAt: NOW, ...FORM, binding: bind(REQUEST, LINK.login) };
	const open = (payload: unknown) => () => readChallenge(ofOldVersion(payload), KEYS.challenge, NOW);
	expect(open({ format: 2, ...fields })).not.toThrow();
	expect(open({ format: 3, ...fields })).toThrow(/five minutes/);
	expect(open(fields)).toThrow(/five minutes/);
	// 0.1.0 wrote its fields one after the other.
	expect(
		open(['j', NOW, 'eip712', 'en', 'rocketchat', 'https://x', '', '', 'openid', '', '', '', '']),
	).toThrow(/five minutes/);
});
