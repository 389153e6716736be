import type { Account } from '../ethereum/account';
import type { UserId } from '../identity/User';
import type { Sha256 } from '../keys/digest';
import { CHALLENGE_LIFETIME_SECONDS, type Jti } from '../login/challenge';
import type { Scopes } from '../oauth/scopes';
import { addSeconds, CLOCK_SKEW_SECONDS, type UnixSeconds } from '../time/UnixSeconds';

declare const sessionKey: unique symbol;

/** Names all records of one session. */
export type SessionKey = string & { readonly [sessionKey]: true };

/** Which session it is. */
export interface SessionIdentity {
	readonly key: SessionKey;
	/** Of the challenge whose code opened the session. */
	readonly jti: Jti;
	readonly account: Account;
}

/** A challenge that two wallets have signed may open a session for each. */
export function makeSessionKey(jti: Jti, account: Account): SessionKey {
	return `${jti}.${account}` as SessionKey;
}

/** One wallet's grant to one client. Each refresh makes a new record of the same session. */
export interface Session extends SessionIdentity {
	/** Of this record. */
	readonly id: string;
	readonly chainId: number;
	readonly clientId: string;
	/** See `fingerprintClient`; none of a session of 0.1.0. */
	readonly clientFingerprint?: Sha256;
	readonly scopes: Scopes;
	/** The Rocket.Chat user who linked the wallet by this session; undefined for other clients' sessions. */
	readonly userId: UserId | undefined;
	/** When the session was opened, and when this record of it was made. */
	readonly startedAt: UnixSeconds;
	readonly issuedAt: UnixSeconds;
	readonly accessHash: Sha256;
	readonly accessExpiresAt: UnixSeconds;
	/** Undefined when the session can't be renewed. */
	readonly refreshHash: Sha256 | undefined;
	/** When the session ends, however often it is renewed. */
	readonly expiresAt: UnixSeconds;
}

/** A session of `/wallet`, by which a user has linked a wallet. */
export type LinkSession = Session & { readonly userId: UserId };

/** Whether a user has linked a wallet by this session. */
export function isLinkSession(session: Session): session is LinkSession {
	return session.userId !== undefined;
}

/** Until when it has to be known that a code was redeemed at this moment: afterwards its challenge has expired everywhere. */
export function getReplayGuardEnd(redeemedAt: UnixSeconds): UnixSeconds {
	return addSeconds(redeemedAt, CHALLENGE_LIFETIME_SECONDS + CLOCK_SKEW_SECONDS);
}
