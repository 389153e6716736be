import { expect, test } from 'vitest';
import { type Account, parseAccount } from '../../lib/ethereum/account';
import type { Stores } from '../../lib/host/Stores';
import { type IdentityClaims, makeIdentityClaims } from '../../lib/identity/claims';
import { makePlaceholderEmail } from '../../lib/identity/makePlaceholderEmail';
import { makeUnusedUsername } from '../../lib/identity/makeUnusedUsername';
import { makeUsername } from '../../lib/identity/makeUsername';
import type { UserId } from '../../lib/identity/User';
import type { Wallet } from '../../lib/identity/Wallet';
import { deriveKeys, type MasterKey } from '../../lib/keys/deriveKeys';
import type { ActiveGrant } from '../../lib/session/ActiveGrant';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { ACCOUNT, KEYS, NOW, SITE } from './signing';

const NEW_NAME = '0x2c7536e3-aaaaaa';
const plain = parseSettings(DEFAULTS);
const withDomain = parseSettings({ ...DEFAULTS, 'email-domain': 'Example.com' });
const alice = {
	id: 'alice-id' as UserId,
	username: 'alice',
	name: 'Alice A.',
	emails: [],
	isActive: true,
	createdAt: NOW,
};
const NEW: Wallet = { kind: 'new', account: ACCOUNT, username: NEW_NAME };
const CREATED: Wallet = { kind: 'created', account: ACCOUNT, user: alice, isRecorded: true };
const LINKED: Wallet = { kind: 'linked', account: ACCOUNT, user: alice };

/** What Rocket.Chat is told of a wallet. @param creator the wallet whose first login created the user */
function claimsOf(wallet: Wallet, settings = plain, creator?: Account): Promise<IdentityClaims> {
	const stores = { wallets: { findCreator: async () => creator } } as unknown as Stores;
	const source = { settings, keys: KEYS, site: SITE, stores };
	return makeIdentityClaims({ wallet } as ActiveGrant<'rocketchat'>, source);
}

test('a new wallet gets the name made for it, the account as its id, and no e-mail address', async () => {
	const claims = await claimsOf(NEW);
	expect(claims).toMatchObject({ id: ACCOUNT, preferred_username: NEW_NAME, name: NEW_NAME });
	expect(claims).not.toHaveProperty('email');
	expect(claims.address).toBe('0x2c7536E3605D9C16a7a3D7b1898e529396a65c23');
	expect(claims.picture).toBe(`https://chat.example.com/api/apps/public/app-id/avatar?account=${ACCOUNT}`);
});

test("a wallet's own user is found by its id, never by a name that somebody could take", async () => {
	const claims = await claimsOf(CREATED);
	const nobodys = makeUnusedUsername(ACCOUNT, KEYS);
	expect(claims).toMatchObject({ id: ACCOUNT, preferred_username: nobodys, name: 'Alice A.' });
});

test("a linked wallet has its user's id, so that it finds that user and no other", async () => {
	const claims = await claimsOf(LINKED, withDomain);
	expect(claims).toMatchObject({ id: 'user:alice-id', preferred_username: 'alice', name: 'Alice A.' });
});

test("a linked wallet of a user whom another wallet created has that wallet's identity", async () => {
	const first = '0x00000000000000000000000000000000000000aa' as Account;
	const own: Wallet = { kind: 'created', account: first, user: alice, isRecorded: true };
	const [one, other] = await Promise.all([claimsOf(LINKED, withDomain, first), claimsOf(own, withDomain)]);
	const identity = ({ id, preferred_username, name }: IdentityClaims) => ({ id, preferred_username, name });
	expect(identity(one)).toEqual(identity(other));
	expect([one.sub, one.account]).toEqual([ACCOUNT, ACCOUNT]);
	expect(one).not.toHaveProperty('email');
});

test('a placeholder e-mail address is told only with a domain, tagged, unverified, and never of a linked wallet', async () => {
	for (const wallet of [NEW, CREATED]) {
		const claims = await claimsOf(wallet, withDomain);
		expect(claims.email).toMatch(new RegExp(`^${ACCOUNT}\\.[a-z2-7]{6}@example\\.com$`));
		expect(claims.email_verified).toBe(false);
	}
	expect(await claimsOf(LINKED, withDomain)).not.toHaveProperty('email');
});

test.each([NEW, CREATED, LINKED])(
	'no claim of a $kind wallet has a name that Rocket.Chat reinterprets',
	async (wallet) => {
		for (const name of Object.keys(await claimsOf(wallet, withDomain))) {
			expect(['result', 'user', 'metadata', 'emails']).not.toContain(name);
			expect(name).not.toContain('.');
		}
	},
);

test('a vanity address with the same start has another name', () => {
	const vanity = parseAccount(`${ACCOUNT.slice(0, 10)}${'0'.repeat(32)}`);
	expect(vanity && makeUsername(vanity, KEYS)).not.toBe(makeUsername(ACCOUNT, KEYS));
});

test('only this installation can tell the name before its owner comes', () => {
	const elsewhere = deriveKeys('cd'.repeat(32) as MasterKey);
	expect(makeUsername(ACCOUNT, elsewhere)).not.toBe(makeUsername(ACCOUNT, KEYS));
	expect(makePlaceholderEmail(ACCOUNT, elsewhere.emailTag, 'a.b')).not.toBe(
		makePlaceholderEmail(ACCOUNT, KEYS.emailTag, 'a.b'),
	);
});
