import { createHmac, randomBytes, timingSafeEqual } from 'crypto';
import type { Account } from '../ethereum/account';
import type { DerivedKey } from '../keys/deriveKeys';

declare const accessToken: unique symbol;

/**
 * Opens one session: base64url of 192 random bits, the account, and 160 bits of a MAC over both. So a request with a
 * token reads no more than its account, and a guessed token reads nothing. Only its hash is ever kept.
 */
export type AccessToken = string & { readonly [accessToken]: true };

const RANDOM_BYTES = 24;
const ACCOUNT_BYTES = 20;
const MAC_BYTES = 20;
const TOKEN_BYTES = RANDOM_BYTES + ACCOUNT_BYTES + MAC_BYTES;
const TOKEN_LENGTH = Math.ceil((TOKEN_BYTES * 4) / 3);

/** Makes an access token for a session of this account. */
export function makeAccessToken(account: Account, key: DerivedKey<'access token'>): AccessToken {
	const payload = Buffer.concat([randomBytes(RANDOM_BYTES), Buffer.from(account.slice(2), 'hex')]);
	return Buffer.concat([payload, makeMac(payload, key)]).toString('base64url') as AccessToken;
}

/**
 * The account of an access token: `forged` when its MAC is wrong; undefined when it names none, as those of 0.1.0,
 * which were 256 random bits, and refresh tokens.
 */
export function readAccountOfToken(
	token: string,
	key: DerivedKey<'access token'>,
): Account | 'forged' | undefined {
	if (token.length !== TOKEN_LENGTH) {
		return undefined;
	}
	const bytes = Buffer.from(token, 'base64url');
	const payload = bytes.subarray(0, RANDOM_BYTES + ACCOUNT_BYTES);
	const isGenuine =
		bytes.length === TOKEN_BYTES &&
		timingSafeEqual(bytes.subarray(RANDOM_BYTES + ACCOUNT_BYTES), makeMac(payload, key));
	return isGenuine ? (`0x${payload.toString('hex', RANDOM_BYTES)}` as Account) : 'forged';
}

function makeMac(payload: Buffer, key: DerivedKey<'access token'>): Buffer {
	return createHmac('sha256', key).update(payload).digest().subarray(0, MAC_BYTES);
}
