import { expect, test } from 'vitest';
import { makeOpenIdClaims } from '../../lib/identity/claims';
import { getTellableUsername } from '../../lib/identity/getTellableUsername';
import type { UserId } from '../../lib/identity/User';
import type { Wallet } from '../../lib/identity/Wallet';
import { parseScopes } from '../../lib/oauth/scopes';
import type { ActiveGrant } from '../../lib/session/ActiveGrant';
import { DEFAULTS, parseSettings } from '../../lib/settings/AppSettings';
import { ACCOUNT, KEYS, NOW, SITE } from './signing';

const OTHER = '0x251aeaf0d45e1ab1e1f0e4d7a3e4e1a7c8d9e0f1';
const digits = OTHER.slice(2);

function walletOf(username: string, name?: string): Wallet {
	const user = {
		id: 'mallory' as UserId,
		username,
		name,
		emails: [],
		isActive: true,
		createdAt: NOW,
	};
	return { kind: 'linked', account: ACCOUNT, user };
}

function claimsOf(wallet: Wallet) {
	const session = { scopes: parseScopes('openid profile') };
	const source = { settings: parseSettings(DEFAULTS), keys: KEYS, site: SITE };
	return makeOpenIdClaims({ wallet, session } as unknown as ActiveGrant, source);
}

test.each([
	OTHER,
	OTHER.toUpperCase(),
	`0x${digits.toUpperCase()}`,
	`0X${digits}`,
	`eip155:1:${OTHER}`,
	` ${OTHER} `,
	`０ｘ${digits}`,
])('a user who calls themselves %j is not told as somebody else to a tool', (spelling) => {
	expect(getTellableUsername(walletOf(spelling))).toBeUndefined();
	expect(claimsOf(walletOf(spelling, spelling))).toMatchObject({
		preferred_username: ACCOUNT,
		name: ACCOUNT,
	});
	expect(claimsOf(walletOf('mallory', spelling))).toMatchObject({
		preferred_username: 'mallory',
		name: 'mallory',
	});
});

test('any other name is told as it is', () => {
	expect(getTellableUsername(walletOf('alice'))).toBe('alice');
	expect(claimsOf(walletOf('alice', 'Alice 0x25'))).toMatchObject({
		preferred_username: 'alice',
		name: 'Alice 0x25',
	});
});
