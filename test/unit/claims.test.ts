import { expect, test } from 'vitest';
import { type Account, parseAccount } from '../../lib/ethereum/account';
import { type Claims, claimsOf } from '../../lib/identity/claims';
import { returningName, walletEmail, walletName } from '../../lib/identity/walletName';
import { deriveKeys } from '../../lib/keys/deriveKeys';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { ACCOUNT, KEYS, NOW, WORKSPACE } from './signing';

const { issuer: ISSUER } = WORKSPACE;
const NEW_NAME = '0x2c7536e3-aaaaaa';
const plain = parseSettings(DEFAULTS);
const withDomain = parseSettings({ ...DEFAULTS, 'email-domain': 'Example.com' });
const alice = {
	id: 'alice-id',
	username: 'alice',
	name: 'Alice A.',
	emails: [],
	active: true,
	createdAt: NOW,
};

test('a new wallet gets the name made for it, the account as its id, and no e-mail address', () => {
	const wallet = { account: ACCOUNT, user: undefined, linked: false, recorded: false, newName: NEW_NAME };
	const claims = claimsOf(wallet, undefined, plain, KEYS, ISSUER);
	expect(claims).toMatchObject({ id: ACCOUNT, preferred_username: NEW_NAME, name: NEW_NAME });
	expect(claims).not.toHaveProperty('email');
	expect(claims.address).toBe('0x2c7536E3605D9C16a7a3D7b1898e529396a65c23');
	expect(claims.picture).toBe(`https://chat.example.com/api/apps/public/app-id/avatar?account=${ACCOUNT}`);
});

test("a wallet's own user is found by its id, never by a name that somebody could come to bear", () => {
	const wallet = { account: ACCOUNT, user: alice, linked: false, recorded: true, newName: NEW_NAME };
	const claims = claimsOf(wallet, undefined, plain, KEYS, ISSUER);
	expect(claims).toMatchObject({ id: ACCOUNT, preferred_username: NEW_NAME, name: 'Alice A.' });
});

test("a linked wallet has its user's id, so that it finds that user and no other", () => {
	const claims = claimsOf(
		{ account: ACCOUNT, user: alice, linked: true, recorded: true, newName: NEW_NAME },
		undefined,
		withDomain,
		KEYS,
		ISSUER,
	);
	expect(claims).toMatchObject({ id: 'user:alice-id', preferred_username: 'alice', name: 'Alice A.' });
});

test("a linked wallet of a user whom another wallet created has that wallet's identity", () => {
	const first = '0x00000000000000000000000000000000000000aa' as Account;
	const linked = { account: ACCOUNT, user: alice, linked: true, recorded: true, newName: NEW_NAME };
	const own = {
		account: first,
		user: alice,
		linked: false,
		recorded: true,
		newName: returningName(first, KEYS),
	};
	const [one, other] = [
		claimsOf(linked, first, withDomain, KEYS, ISSUER),
		claimsOf(own, undefined, withDomain, KEYS, ISSUER),
	];
	const identity = ({ id, preferred_username, name }: Claims) => ({ id, preferred_username, name });
	expect(identity(one)).toEqual(identity(other));
	expect([one.sub, one.account]).toEqual([ACCOUNT, ACCOUNT]);
	expect(one).not.toHaveProperty('email');
});

test('a made-up e-mail address is said only with a domain, tagged, unverified, and never of a linked wallet', () => {
	const own = claimsOf(
		{ account: ACCOUNT, user: undefined, linked: false, recorded: true, newName: NEW_NAME },
		undefined,
		withDomain,
		KEYS,
		ISSUER,
	);
	expect(own.email).toMatch(new RegExp(`^${ACCOUNT}\\.[a-z2-7]{6}@example\\.com$`));
	expect(own.email_verified).toBe(false);
	expect(
		claimsOf(
			{ account: ACCOUNT, user: alice, linked: true, recorded: true, newName: NEW_NAME },
			undefined,
			withDomain,
			KEYS,
			ISSUER,
		),
	).not.toHaveProperty('email');
});

test('no claim has a name that Rocket.Chat reinterprets', () => {
	const claims = claimsOf(
		{ account: ACCOUNT, user: alice, linked: false, recorded: true, newName: NEW_NAME },
		undefined,
		withDomain,
		KEYS,
		ISSUER,
	);
	for (const name of Object.keys(claims)) {
		expect(['result', 'user', 'metadata', 'emails']).not.toContain(name);
		expect(name).not.toContain('.');
	}
});

test('a vanity address with the same start has another name', () => {
	const vanity = parseAccount(`${ACCOUNT.slice(0, 10)}${'0'.repeat(32)}`);
	expect(vanity && walletName(vanity, KEYS)).not.toBe(walletName(ACCOUNT, KEYS));
});

test('only this installation can tell the name before its owner comes', () => {
	const elsewhere = deriveKeys('cd'.repeat(32));
	expect(walletName(ACCOUNT, elsewhere)).not.toBe(walletName(ACCOUNT, KEYS));
	expect(walletEmail(ACCOUNT, elsewhere.emailTag, 'a.b')).not.toBe(
		walletEmail(ACCOUNT, KEYS.emailTag, 'a.b'),
	);
});
