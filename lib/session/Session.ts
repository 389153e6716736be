import { randomBytes } from 'crypto';
import type { Account } from '../ethereum/account';
import { sha256 } from '../keys/digest';
import { CHALLENGE_LIFETIME, CLOCK_SKEW } from '../login/challenge';
import type { VerifiedChallenge } from '../login/verifyChallenge';
import { plus, type UnixSeconds } from '../time/UnixSeconds';

declare const accessToken: unique symbol;
declare const refreshToken: unique symbol;

/** 256 random bits that open one session. Only its hash is ever kept. */
export type AccessToken = string & { readonly [accessToken]: true };

/** 256 random bits that renew one session, once. Only its hash is ever kept. */
export type RefreshToken = string & { readonly [refreshToken]: true };

/** One wallet's grant to one client. Each refresh makes a new record of the same session. */
export interface Session {
	/** Of this record. */
	readonly id: string;
	/** Of the challenge whose code opened the session: what its records have in common. */
	readonly jti: string;
	readonly account: Account;
	readonly chainId: number;
	readonly clientId: string;
	readonly scope: string;
	/** The Rocket.Chat user who connected the wallet with `/wallet login`; empty for other clients' sessions. */
	readonly userId: string;
	/** When the session was opened, and when this record of it was made. */
	readonly startedAt: UnixSeconds;
	readonly issuedAt: UnixSeconds;
	readonly accessHash: string;
	readonly accessExpiresAt: UnixSeconds;
	/** Empty when the session can't be renewed. */
	readonly refreshHash: string;
	/** When the session ends, however often it is renewed. */
	readonly expiresAt: UnixSeconds;
}

/** The tokens of a session, in their only copy. */
export interface IssuedTokens {
	readonly session: Session;
	readonly accessToken: AccessToken;
	readonly refreshToken: RefreshToken | undefined;
}

/** How long a client's tokens and sessions live, in seconds. */
export interface Lifetimes {
	readonly accessToken: number;
	readonly session: number;
	/** Whether the session can be renewed until it ends. */
	readonly renewable: boolean;
}

/** A new session for a verified answer. */
export function newSession(
	{ account, chainId, challenge }: VerifiedChallenge,
	lifetimes: Lifetimes,
	now: UnixSeconds,
): IssuedTokens {
	const { jti, clientId, scope, linkUserId: userId } = challenge;
	const grant = { jti, account, chainId, clientId, scope, userId, startedAt: now };
	return issue(grant, plus(now, lifetimes.session), lifetimes, now);
}

/** The next record of a session, with new tokens; when the session ends stays as it was. */
export function renewedSession(session: Session, lifetimes: Lifetimes, now: UnixSeconds): IssuedTokens {
	const { jti, account, chainId, clientId, scope, userId, startedAt, expiresAt } = session;
	return issue({ jti, account, chainId, clientId, scope, userId, startedAt }, expiresAt, lifetimes, now);
}

/** When nothing of a code that was redeemed at this moment could still be redeemed. */
export function codeIsDeadAt(redeemedAt: UnixSeconds): UnixSeconds {
	return plus(redeemedAt, CHALLENGE_LIFETIME + CLOCK_SKEW);
}

type Grant = Pick<Session, 'jti' | 'account' | 'chainId' | 'clientId' | 'scope' | 'userId' | 'startedAt'>;

function issue(grant: Grant, expiresAt: UnixSeconds, lifetimes: Lifetimes, now: UnixSeconds): IssuedTokens {
	const access = randomBytes(32).toString('base64url') as AccessToken;
	const refresh = lifetimes.renewable ? (randomBytes(32).toString('base64url') as RefreshToken) : undefined;
	const session: Session = {
		...grant,
		id: randomBytes(16).toString('base64url'),
		issuedAt: now,
		accessHash: sha256(access),
		accessExpiresAt: Math.min(plus(now, lifetimes.accessToken), expiresAt) as UnixSeconds,
		refreshHash: refresh ? sha256(refresh) : '',
		expiresAt,
	};
	return { session, accessToken: access, refreshToken: refresh };
}
