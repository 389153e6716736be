import { expect, test } from 'vitest';
import { recordCreatedUser } from '../../lib/identity/createdUser';
import { makePlaceholderEmail } from '../../lib/identity/makePlaceholderEmail';
import { makeUsername } from '../../lib/identity/makeUsername';
import type { UserId } from '../../lib/identity/User';
import { openSession } from '../../lib/login/openSession';
import { verifyChallenge } from '../../lib/login/verifyChallenge';
import type { Client } from '../../lib/oauth/Client';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { addSeconds } from '../../lib/time/UnixSeconds';
import { contextOn, RacyPersistence } from './racyPersistence';
import { ACCOUNT, CLIENT, freshChallenge, KEYS, NOW, sign } from './signing';

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
async function ownerAfter(
	seconds: number,
	user: typeof BY_NAME | typeof BY_ADDRESS,
	client: Client = CLIENT,
) {
	const persistence = new RacyPersistence();
	const context = contextOn(persistence, NOW);
	const { wallets } = context.stores;
	const challenge = freshChallenge({ client: { id: client.id } });
	await openSession(verifyChallenge(sign(challenge), context), client, context);
	const createdAt = addSeconds(NOW, seconds);
	const created = { id: 'the-user' as UserId, createdAt, ...user };
	await recordCreatedUser(created, { ...context, settings, now: createdAt });
	return (await wallets.findOwner(ACCOUNT))?.userId;
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
		// The clock of the server that creates the user may be late.
		expect(await ownerAfter(-5, user)).toBe('the-user');
		expect(await ownerAfter(-6, user)).toBeUndefined();
	},
);

test("a login at a tool creates no user: who then gets the wallet's name is a stranger", async () => {
	const tool = { ...CLIENT, kind: 'wallet', id: 'a tool' } as const;
	expect(await ownerAfter(0, BY_NAME, tool)).toBeUndefined();
	expect(await ownerAfter(0, BY_ADDRESS, tool)).toBeUndefined();
});
