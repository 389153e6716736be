import type { UserId } from '../identity/User';
import type { Sha256 } from '../keys/digest';
import { formatScopes, parseScopes } from '../oauth/scopes';
import { getReplayGuardEnd, type Session, type SessionKey } from '../session/Session';
import type { UnixSeconds } from '../time/UnixSeconds';

/** A session as it is kept; empty texts stand for what it does not have. */
export interface SessionRecord extends Omit<Session, 'key' | 'scopes' | 'userId' | 'refreshHash'> {
	readonly kind: 'session';
	readonly scope: string;
	readonly userId: UserId | '';
	readonly refreshHash: Sha256 | '';
	/** 0.1.0 wrote none: its records share their `jti`. */
	readonly key?: SessionKey;
	/** Hash of the refresh token that this record was issued for. */
	readonly renews?: Sha256;
	/** When the account can lose it. A session of `/wallet` stays for the sweep, which tells its user. */
	readonly keepUntil?: UnixSeconds;
}

/** @param renews hash of the refresh token that this record was issued for; none when a session is opened */
export function formatSessionRecord(session: Session, renews?: Sha256): SessionRecord {
	const { scopes, userId, refreshHash, ...fields } = session;
	return {
		...fields,
		kind: 'session',
		scope: formatScopes(scopes),
		userId: userId ?? '',
		refreshHash: refreshHash ?? '',
		...(renews ? { renews } : {}),
		...(userId ? {} : { keepUntil: getSessionRecordEnd(session) }),
	};
}

/** Reads a record, of 0.1.0 too. */
export function parseSessionRecord({
	kind: _kind,
	scope,
	userId,
	refreshHash,
	key,
	renews: _renews,
	keepUntil: _keepUntil,
	...fields
}: SessionRecord): Session {
	return {
		...fields,
		key: key ?? (fields.jti as string as SessionKey),
		// A damaged record must not keep the sweep from going on.
		scopes: parseScopes(scope ?? ''),
		userId: userId || undefined,
		refreshHash: refreshHash || undefined,
	};
}

/** The session that a record of any kind is; undefined for any other. */
export function findSessionInRecord(record: object): Session | undefined {
	return (record as Partial<SessionRecord>).kind === 'session'
		? parseSessionRecord(record as SessionRecord)
		: undefined;
}

/** Until when a record is kept: it also keeps its code from being redeemed again. */
export function getSessionRecordEnd({ expiresAt, issuedAt }: Session): UnixSeconds {
	return Math.max(expiresAt, getReplayGuardEnd(issuedAt)) as UnixSeconds;
}
