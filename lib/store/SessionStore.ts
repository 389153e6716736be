import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { Account } from '../ethereum/account';
import { codeIsDeadAt, type Session } from '../session/Session';
import type { UnixSeconds } from '../time/UnixSeconds';
import { association } from './association';
import { expiryBucket } from './expiryBuckets';

/** What stays of a session that has ended: nothing may be opened for its code any more. */
interface EndMark {
	readonly kind: 'end';
	readonly id: string;
}

/** What stays of a refresh token that was used: its session, should it come again. */
interface SpentMark {
	readonly kind: 'spent';
	readonly id: string;
	readonly jti: string;
}

type SessionRecord = Session & { readonly kind: 'session' };

/** Everybody's sessions are kept in so many parts, one for each value of a byte: a call hands over a whole one. */
export const SESSION_SHARDS = 256;

/** Some revisions of the host remove one record a call. More rounds than anybody can have records. */
const MOST_ROUNDS = 50;

/** Keeps sessions, and marks of codes and refresh tokens that are spent. */
export class SessionStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	/** @param renews the refresh token's hash that this record was got for; none at a session's opening */
	async create(session: Session, renews?: string): Promise<void> {
		const record: SessionRecord = { ...session, kind: 'session' };
		await this.writer.createWithAssociations(record, [
			association('access', session.accessHash),
			association('code', session.jti),
			association('session', session.jti),
			association('account', session.account),
			association('account-start', session.account.slice(0, 10)),
			await expiryBucket(
				Math.max(session.expiresAt, codeIsDeadAt(session.issuedAt)),
				session.id,
				this.writer,
			),
			...(session.refreshHash ? [association('refresh', session.refreshHash)] : []),
			...(session.userId ? [association('session-of-user', session.userId)] : []),
			...(renews ? [association('renewal', renews)] : []),
			// Any other is over before somebody could want to see it.
			...(session.expiresAt > codeIsDeadAt(session.startedAt) ? [lasting(shardOf(session.jti))] : []),
		]);
	}

	/** The session that an access token with this hash opens, whether or not it has expired. */
	async byAccessHash(accessHash: string): Promise<Session | undefined> {
		const [record] = await this.read<SessionRecord>(association('access', accessHash));
		return record;
	}

	/** What a refresh token with this hash belongs to: a session, or the mark that it was used. */
	async byRefreshHash(refreshHash: string): Promise<SessionRecord | SpentMark | undefined> {
		const found = await this.read<SessionRecord | SpentMark>(association('refresh', refreshHash));
		return found.find(({ kind }) => kind === 'spent') ?? found[0];
	}

	/** The ids of everything ever written for a code: records of its session, and the mark of its end. */
	async claimsOf(jti: string): Promise<string[]> {
		return (await this.read<SessionRecord | EndMark>(association('code', jti))).map(({ id }) => id);
	}

	/** The ids of the records that were got for a refresh token, and of the mark that it was used. */
	async renewalsOf(refreshHash: string): Promise<string[]> {
		return (await this.read<SessionRecord | SpentMark>(association('renewal', refreshHash))).map(
			({ id }) => id,
		);
	}

	async hasEnded(jti: string): Promise<boolean> {
		return (await this.claimsOf(jti)).includes(endMarkId(jti));
	}

	/** The sessions of an account with whatever client. */
	async sessionsOfAccount(account: Account): Promise<Session[]> {
		return this.read<SessionRecord>(association('account', account));
	}

	/** The sessions that a user opened with `/wallet login`. */
	async sessionsOfUser(userId: string): Promise<Session[]> {
		return this.read<SessionRecord>(association('session-of-user', userId));
	}

	/** The records of one session. */
	async recordsOf(jti: string): Promise<Session[]> {
		return this.read<SessionRecord>(association('session', jti));
	}

	/** Of everybody's sessions that outlive their code, those in one of the shards. */
	async lastingSessions(shard: number): Promise<Session[]> {
		return this.read<SessionRecord>(lasting(shard));
	}

	/** The sessions of all accounts that start as this account, or this wallet name, does. */
	async sessionsStartingLike(accountOrName: string): Promise<Session[]> {
		return this.read<SessionRecord>(association('account-start', accountOrName.slice(0, 10)));
	}

	/**
	 * Replaces a record whose refresh token was used by a mark that says so. It counts among what was got for the token,
	 * should somebody else be about to count: the record that was got goes when it is renewed in its turn.
	 */
	async spend(session: Session): Promise<void> {
		const mark: SpentMark = { kind: 'spent', id: `spent ${session.id}`, jti: session.jti };
		await this.writer.createWithAssociations(mark, [
			association('refresh', session.refreshHash),
			association('renewal', session.refreshHash),
			await expiryBucket(session.expiresAt, session.id, this.writer),
		]);
		await this.removeAll(association('access', session.accessHash));
	}

	/** Ends a session, all its records, and sees to it that its code opens no other until it is dead. */
	async end(jti: string, codeDeadAt: UnixSeconds): Promise<void> {
		// The mark first: whoever reads the claims after the removal must find something. One is enough, however often
		// somebody comes with a token of the session.
		if (!(await this.hasEnded(jti))) {
			const mark: EndMark = { kind: 'end', id: endMarkId(jti) };
			await this.writer.createWithAssociations(mark, [
				association('code', jti),
				await expiryBucket(codeDeadAt, jti, this.writer),
			]);
		}
		await this.removeAll(association('session', jti));
	}

	private async read<T>(key: RocketChatAssociationRecord): Promise<T[]> {
		return (await this.reader.readByAssociation(key)) as T[];
	}

	private async removeAll(key: RocketChatAssociationRecord): Promise<void> {
		for (let round = 0; round < MOST_ROUNDS; round += 1) {
			await this.writer.removeByAssociation(key);
			if ((await this.reader.readByAssociation(key)).length === 0) {
				return;
			}
		}
		throw new Error('the host did not remove the records of a session');
	}
}

function lasting(shard: number): RocketChatAssociationRecord {
	return association('lasting', String(shard));
}

/** @param random base64url of random bits */
function shardOf(random: string): number {
	return Buffer.from(random.slice(0, 2), 'base64url').readUInt8();
}

function endMarkId(jti: string): string {
	return `end ${jti}`;
}
