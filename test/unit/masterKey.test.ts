import { expect, test } from 'vitest';
import { deriveKeys, type MasterKey } from '../../lib/keys/deriveKeys';

test('instances that share a master key derive the same keys', () => {
	const [one, other] = [deriveKeys('12'.repeat(32) as MasterKey), deriveKeys('12'.repeat(32) as MasterKey)];
	expect(one.challenge.equals(other.challenge)).toBe(true);
	expect(one.clientSecret('rocketchat')).toBe(other.clientSecret('rocketchat'));
});

test('no two purposes and no two clients share a secret', () => {
	const keys = deriveKeys('12'.repeat(32) as MasterKey);
	const all = [
		keys.challenge.toString('base64url'),
		keys.nameTag.toString('base64url'),
		keys.returningTag.toString('base64url'),
		keys.emailTag.toString('base64url'),
		keys.emailTagElsewhere.toString('base64url'),
		keys.handOver.toString('base64url'),
		keys.clientSecret('a'),
		keys.clientSecret('b'),
	];
	expect(new Set(all).size).toBe(all.length);
});
