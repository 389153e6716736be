import type { Sha256 } from '../keys/digest';
import type { Jti } from '../login/challenge';
import type { Session, SessionKey } from '../session/Session';
import type { UnixSeconds } from '../time/UnixSeconds';
import { toMinute } from './expiryBucket';
import { parseSessionRecord, type SessionRecord } from './sessionRecord';
import type { Release, WalletOwner } from './walletRecords';

/** What stays of a session that has ended: its code must open no other. */
export interface EndMark {
	readonly kind: 'end';
	readonly id: string;
	readonly jti: Jti;
	readonly keepUntil: UnixSeconds;
}

/** What stays of a refresh token that was used: its session, in case the token comes again. */
export interface UsedRefreshTokenMark {
	readonly kind: 'spent';
	readonly id: string;
	readonly key: SessionKey;
	readonly refreshHash: Sha256;
	readonly keepUntil: UnixSeconds;
}

type AccountRecord = WalletOwner | Release | SessionRecord | EndMark | UsedRefreshTokenMark;

/** What counts when a wallet has more than one owner record: a block before a link before its own user. */
const PRECEDENCE = ['blocked', 'linked', 'created'] as const;

/** Everything that is kept of one account, as one read has given it. */
export class AccountRecords {
	private readonly records: readonly AccountRecord[];

	/** @param records as the host gave them for `associateAccount` */
	constructor(records: readonly object[]) {
		this.records = records as AccountRecord[];
	}

	/** Whose the wallet is. When it is unlinked, the user that it had created counts again. */
	get owner(): WalletOwner | undefined {
		const [owner] = PRECEDENCE.flatMap((kind) =>
			this.select(kind).sort((one, other) => one.since - other.since),
		);
		return owner;
	}

	/** How often the wallet was separated from a user that it had created. */
	get releases(): number {
		return this.select('released').length;
	}

	get sessions(): Session[] {
		return this.select('session').map(parseSessionRecord);
	}

	/** The session that an access token with this hash opens, whether or not it has expired. */
	findSession(accessHash: Sha256): Session | undefined {
		return this.sessions.find((session) => session.accessHash === accessHash);
	}

	/** The ids of everything that was ever written for a challenge's code: session records, and the mark of its end. */
	listCodeRecordIds(jti: Jti): string[] {
		return [...this.select('session'), ...this.select('end')]
			.filter((record) => record.jti === jti)
			.map(({ id }) => id);
	}

	hasEnded(jti: Jti): boolean {
		return this.select('end').some((mark) => mark.jti === jti);
	}

	/** The ids of the records that were issued for a refresh token, and of the mark that it was used. */
	listRenewalIds(refreshHash: Sha256): string[] {
		const issued = this.select('session').filter(({ renews }) => renews === refreshHash);
		const used = this.select('spent').filter((mark) => mark.refreshHash === refreshHash);
		return [...issued, ...used].map(({ id }) => id);
	}

	/** The minutes whose records can go, see `associateAccountMinute`. */
	listPastMinutes(now: UnixSeconds): number[] {
		const minutes = this.records.flatMap((record) =>
			'keepUntil' in record && record.keepUntil !== undefined ? [toMinute(record.keepUntil)] : [],
		);
		return [...new Set(minutes)].filter((minute) => minute < toMinute(now));
	}

	private select<Kind extends AccountRecord['kind']>(kind: Kind): Extract<AccountRecord, { kind: Kind }>[] {
		return this.records.filter((record) => record.kind === kind) as Extract<AccountRecord, { kind: Kind }>[];
	}
}
