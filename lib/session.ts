import { randomBytes } from 'crypto';
import type { Account } from './account';
import { CHALLENGE_LIFETIME } from './challenge';
import { sha256 } from './digest';
import { plus, type UnixSeconds } from './time';
import type { VerifiedAnswer } from './verifyAnswer';

declare const accessToken: unique symbol;

/** 256 random bits that open one session. Only its hash is ever kept. */
export type AccessToken = string & { readonly [accessToken]: true };

/** One wallet's grant to one client. */
export interface Session {
	readonly id: string;
	/** Of the challenge whose code opened it. */
	readonly jti: string;
	readonly account: Account;
	readonly chainId: number;
	readonly clientId: string;
	readonly scope: string;
	readonly issuedAt: UnixSeconds;
	readonly accessHash: string;
	readonly accessExpiresAt: UnixSeconds;
}

/**
 * How long an access token of Rocket.Chat's own client lives, in seconds. Rocket.Chat uses it once, at
 * once, and then keeps it in clear.
 */
export const ROCKET_CHAT_TOKEN_LIFETIME = 300;

/** A new session for a verified answer, with the only copy of its access token. */
export function newSession(
	{ account, chainId, challenge }: VerifiedAnswer,
	now: UnixSeconds,
): { session: Session; accessToken: AccessToken } {
	const token = randomBytes(32).toString('base64url') as AccessToken;
	const session: Session = {
		id: randomBytes(16).toString('hex'),
		jti: challenge.jti,
		account,
		chainId,
		clientId: challenge.clientId,
		scope: challenge.scope,
		issuedAt: now,
		accessHash: sha256(token),
		accessExpiresAt: plus(now, ROCKET_CHAT_TOKEN_LIFETIME),
	};
	return { session, accessToken: token };
}

/** When nothing of a code that was redeemed at this moment could still be redeemed. */
export function codeIsDeadAt(redeemedAt: UnixSeconds): UnixSeconds {
	return plus(redeemedAt, CHALLENGE_LIFETIME);
}
