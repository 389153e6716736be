import { expect, test } from 'vitest';
import type { Stores } from '../../lib/host/Stores';
import { recordCreatedUser } from '../../lib/identity/createdUser';
import type { UserId } from '../../lib/identity/User';
import { makePlaceholderEmail, makeUsername } from '../../lib/identity/walletUsername';
import { redeemCode } from '../../lib/login/redeemCode';
import { verifyChallenge } from '../../lib/login/verifyChallenge';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { WalletStore } from '../../lib/store/WalletStore';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { halves, RacyPersistence, storeOn } from './racyPersistence';
import { ACCOUNT, CLIENT, contextAt, freshChallenge, KEYS, LIFETIMES, NOW, sign } from './signing';

const settings = parseSettings({
	...DEFAULTS,
	'client-id': CLIENT.id,
	'email-domain': 'wallets.example',
});
const BY_NAME = { username: makeUsername(ACCOUNT, KEYS), emails: [] };
const BY_ADDRESS = {
	username: 'any',
	emails: [makePlaceholderEmail(ACCOUNT, KEYS.emailTag, 'wallets.example')],
};

/** Whom a wallet belongs to when a user is created so many seconds after its login. */
async function ownerAfter(seconds: number, user: typeof BY_NAME | typeof BY_ADDRESS) {
	const persistence = new RacyPersistence();
	const sessions = storeOn(persistence);
	const wallets = new WalletStore(...halves(persistence));
	const stores = { sessions, wallets } as Stores;
	const context = { ...contextAt(NOW), stores };
	await redeemCode(verifyChallenge(sign(freshChallenge()), context), LIFETIMES, context);
	const createdAt = addSeconds(NOW, seconds);
	const created = { id: 'the-user' as UserId, createdAt, ...user };
	await recordCreatedUser(created, { ...context, settings, now: createdAt });
	return (await wallets.ownerOf(ACCOUNT))?.userId;
}

test.each([
	['name', BY_NAME],
	['address', BY_ADDRESS],
])(
	'who bears the tagged %s was created by a login of the wallet within five minutes, or is a stranger',
	async (_what, user) => {
		expect(await ownerAfter(0, user)).toBe('the-user');
		expect(await ownerAfter(300, user)).toBe('the-user');
		expect(await ownerAfter(301, user)).toBeUndefined();
		expect(await ownerAfter(-1, user)).toBeUndefined();
	},
);
