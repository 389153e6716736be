import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { Account } from '../ethereum/account';
import type { UserId } from '../identity/User';
import type { Sha256 } from '../keys/digest';
import type { Jti } from '../login/challenge';
import { getReplayGuardEnd, type Session, type SessionIdentity, type SessionKey } from '../session/Session';
import type { UnixSeconds } from '../time/UnixSeconds';
import { AccountRecords, type EndMark, type UsedRefreshTokenMark } from './AccountRecords';
import { associateAccount, associateAccountMinute } from './associateAccount';
import { chooseExpiryBucket, toMinute } from './expiryBucket';
import { makeAssociation } from './makeAssociation';
import {
	formatSessionRecord,
	getSessionRecordEnd,
	parseSessionRecord,
	type SessionRecord,
} from './sessionRecord';

/** What a refresh token belongs to: a session that it renews, or the one that it renewed, unless that has ended. */
export type RefreshTokenOwner =
	| { readonly kind: 'session'; readonly session: Session }
	| { readonly kind: 'used'; readonly session: Session | undefined };

/** As 0.1.0 wrote it. */
interface FormerUsedMark {
	readonly kind: 'spent';
	readonly key?: never;
	readonly jti: Jti;
}

/** All sessions are indexed in this many parts, one for each value of a byte. A read gives a whole part. */
export const SESSION_SHARDS = 256;

/** Some versions of the host remove one record per call. No session has more records than this. */
const MAX_REMOVAL_ROUNDS = 50;

/** Keeps sessions, and marks of codes and refresh tokens that are used up. */
export class SessionStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	/** @param renews hash of the refresh token that this record was issued for; none when a session is opened */
	async create(session: Session, { renews }: { readonly renews?: Sha256 } = {}): Promise<void> {
		const record = formatSessionRecord(session, renews);
		const { account, userId, refreshHash, jti } = session;
		await this.writer.createWithAssociations(record, [
			associateAccount(account),
			makeAssociation('session', session.key),
			makeAssociation('record', session.id),
			makeAssociation('account-start', account.slice(0, 10)),
			chooseExpiryBucket(getSessionRecordEnd(session), session.id),
			...(record.keepUntil ? [associateAccountMinute(account, toMinute(record.keepUntil))] : []),
			...(refreshHash ? [makeAssociation('refresh', refreshHash)] : []),
			...(userId ? [makeAssociation('session-of-user', userId)] : []),
			// Others are over before an admin could want to see them.
			...(session.expiresAt > getReplayGuardEnd(session.startedAt) ? [associateShard(toShard(jti))] : []),
		]);
	}

	/** The session that an access token of 0.1.0 with this hash opens. Later ones name their account. */
	async findByFormerAccessHash(accessHash: Sha256): Promise<Session | undefined> {
		const [session] = await this.readSessions(makeAssociation('access', accessHash));
		return session;
	}

	async findByRefreshHash(refreshHash: Sha256): Promise<RefreshTokenOwner | undefined> {
		const found = await this.read<SessionRecord | UsedRefreshTokenMark | FormerUsedMark>(
			makeAssociation('refresh', refreshHash),
		);
		const [record] = [...found.filter(({ kind }) => kind === 'spent'), ...found];
		if (record?.kind === 'spent') {
			const [session] = await this.listByKey(record.key ?? (record.jti as string as SessionKey));
			return { kind: 'used', session };
		}
		return record && { kind: 'session', session: parseSessionRecord(record) };
	}

	/** The sessions of an account with any client. */
	async listByAccount(account: Account): Promise<Session[]> {
		const [records, former] = await Promise.all([
			this.readAccount(account),
			// As 0.1.0 kept them.
			this.readSessions(makeAssociation('account', account)),
		]);
		return [...records.sessions, ...former];
	}

	/** The sessions that a user opened with `/wallet login`. */
	async listByUser(userId: UserId): Promise<Session[]> {
		return this.readSessions(makeAssociation('session-of-user', userId));
	}

	/** The session of `/wallet` that an access token with this hash opens, if it is this user's. */
	async findByUser(userId: UserId, accessHash: Sha256): Promise<Session | undefined> {
		return (await this.listByUser(userId)).find((session) => session.accessHash === accessHash);
	}

	/** The records of one session. */
	async listByKey(key: SessionKey): Promise<Session[]> {
		return this.readSessions(makeAssociation('session', key));
	}

	/** Of everybody's sessions that outlive their code, those in one of the shards. */
	async listByShard(shard: number): Promise<Session[]> {
		return this.readSessions(associateShard(shard));
	}

	/** The sessions of all accounts that start as this account, or this wallet's username, does. */
	async listByStart(accountOrName: string): Promise<Session[]> {
		return this.readSessions(makeAssociation('account-start', accountOrName.slice(0, 10)));
	}

	/**
	 * Replaces a record whose refresh token was used by a mark that says so. The mark counts as issued for the token:
	 * another request may be about to count, and the issued record goes when it is renewed itself.
	 */
	async markRefreshTokenUsed(session: Session & { readonly refreshHash: Sha256 }): Promise<void> {
		const { id, key, account, refreshHash, expiresAt, accessHash } = session;
		const mark: UsedRefreshTokenMark = {
			kind: 'spent',
			id: `spent ${id}`,
			key,
			refreshHash,
			keepUntil: expiresAt,
		};
		await this.writer.createWithAssociations(mark, [
			associateAccount(account),
			associateAccountMinute(account, toMinute(expiresAt)),
			makeAssociation('refresh', refreshHash),
			chooseExpiryBucket(expiresAt, id),
		]);
		await this.removeRecord(session);
		if (isFormer(session)) {
			await this.writer.removeByAssociation(makeAssociation('access', accessHash));
		}
	}

	/**
	 * Ends a session with all its records.
	 * @param codeKnownUntil until when its code must open no other session
	 */
	async end({ key, jti, account }: SessionIdentity, codeKnownUntil: UnixSeconds): Promise<void> {
		// The mark first: a request that counts after the removal must find something. One mark is enough, even if a
		// token of the session is sent again and again.
		if (!(await this.readAccount(account)).hasEnded(jti)) {
			const mark: EndMark = { kind: 'end', id: `end ${jti}`, jti, keepUntil: codeKnownUntil };
			await this.writer.createWithAssociations(mark, [
				associateAccount(account),
				associateAccountMinute(account, toMinute(codeKnownUntil)),
				chooseExpiryBucket(codeKnownUntil, jti),
			]);
		}
		await this.removeAll(makeAssociation('session', key));
	}

	/** Removes one record, as if it had never been made: its code or refresh token may come again. */
	async removeRecord({ id }: Session): Promise<void> {
		await this.writer.removeByAssociation(makeAssociation('record', id));
	}

	/** Removes what an account could lose when this minute was over. */
	async removeMinute(account: Account, minute: number): Promise<void> {
		await this.writer.removeByAssociation(associateAccountMinute(account, minute));
	}

	private async readAccount(account: Account): Promise<AccountRecords> {
		return new AccountRecords(await this.reader.readByAssociation(associateAccount(account)));
	}

	private async readSessions(key: RocketChatAssociationRecord): Promise<Session[]> {
		return (await this.read<SessionRecord>(key)).map(parseSessionRecord);
	}

	private async read<T>(key: RocketChatAssociationRecord): Promise<T[]> {
		return (await this.reader.readByAssociation(key)) as T[];
	}

	private async removeAll(key: RocketChatAssociationRecord): Promise<void> {
		for (let round = 0; round < MAX_REMOVAL_ROUNDS; round += 1) {
			await this.writer.removeByAssociation(key);
			if ((await this.reader.readByAssociation(key)).length === 0) {
				return;
			}
		}
		throw new Error('the host did not remove the records of a session');
	}
}

/** Whether 0.1.0 made this record. */
function isFormer({ key, jti }: Session): boolean {
	return (key as string) === jti;
}

function associateShard(shard: number): RocketChatAssociationRecord {
	return makeAssociation('lasting', String(shard));
}

/** @param random base64url of random bits */
function toShard(random: string): number {
	return Buffer.from(random.slice(0, 2), 'base64url').readUInt8();
}
