import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { Account } from '../ethereum/account';
import type { UserId } from '../identity/User';
import type { Sha256 } from '../keys/digest';
import type { Jti } from '../login/challenge';
import { formatScopes, parseScopes } from '../oauth/scopes';
import { getReplayGuardEnd, type Session } from '../session/Session';
import type { UnixSeconds } from '../time/UnixSeconds';
import { chooseExpiryBucket } from './expiryBucket';
import { makeAssociation } from './makeAssociation';

/** A session as it is kept; empty texts stand for what it does not have. */
interface SessionRecord extends Omit<Session, 'scopes' | 'userId' | 'refreshHash'> {
	readonly kind: 'session';
	readonly scope: string;
	readonly userId: UserId | '';
	readonly refreshHash: Sha256 | '';
}

/** What stays of a session that has ended: nothing may be opened for its code any more. */
interface EndMark {
	readonly kind: 'end';
	readonly id: string;
}

/** What stays of a refresh token that was used: its session, should it come again. */
interface SpentMark {
	readonly kind: 'spent';
	readonly id: string;
	readonly jti: Jti;
}

/** What a refresh token belongs to: a session, or the mark that it was used. */
export type RefreshTokenOwner =
	| { readonly kind: 'session'; readonly session: Session }
	| { readonly kind: 'spent'; readonly jti: Jti };

/** Everybody's sessions are kept in so many parts, one for each value of a byte: a call hands over a whole one. */
export const SESSION_SHARDS = 256;

/** Some revisions of the host remove one record a call. More rounds than anybody can have records. */
const MAX_REMOVAL_ROUNDS = 50;

/** Keeps sessions, and marks of codes and refresh tokens that are used up. */
export class SessionStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	/** @param renews hash of the refresh token that this record was issued for; none when a session is opened */
	async create(session: Session, { renews }: { readonly renews?: Sha256 } = {}): Promise<void> {
		await this.writer.createWithAssociations(toRecord(session), [
			makeAssociation('access', session.accessHash),
			makeAssociation('code', session.jti),
			makeAssociation('session', session.jti),
			makeAssociation('account', session.account),
			makeAssociation('account-start', session.account.slice(0, 10)),
			chooseExpiryBucket(Math.max(session.expiresAt, getReplayGuardEnd(session.issuedAt)), session.id),
			...(session.refreshHash ? [makeAssociation('refresh', session.refreshHash)] : []),
			...(session.userId ? [makeAssociation('session-of-user', session.userId)] : []),
			...(renews ? [makeAssociation('renewal', renews)] : []),
			// Any other is over before somebody could want to see it.
			...(session.expiresAt > getReplayGuardEnd(session.startedAt) ? [lasting(shardOf(session.jti))] : []),
		]);
	}

	/** The session that an access token with this hash opens, whether or not it has expired. */
	async byAccessHash(accessHash: Sha256): Promise<Session | undefined> {
		const [session] = await this.sessions(makeAssociation('access', accessHash));
		return session;
	}

	async byRefreshHash(refreshHash: Sha256): Promise<RefreshTokenOwner | undefined> {
		const found = await this.read<SessionRecord | SpentMark>(makeAssociation('refresh', refreshHash));
		const [record] = [...found.filter(({ kind }) => kind === 'spent'), ...found];
		if (record?.kind === 'session') {
			return { kind: 'session', session: toSession(record) };
		}
		return record && { kind: 'spent', jti: record.jti };
	}

	/** The ids of everything ever written for a code: records of its session, and the mark of its end. */
	async claimsOf(jti: Jti): Promise<string[]> {
		return (await this.read<SessionRecord | EndMark>(makeAssociation('code', jti))).map(({ id }) => id);
	}

	/** The ids of the records that were issued for a refresh token, and of the mark that it was used. */
	async renewalsOf(refreshHash: Sha256): Promise<string[]> {
		return (await this.read<SessionRecord | SpentMark>(makeAssociation('renewal', refreshHash))).map(
			({ id }) => id,
		);
	}

	async hasEnded(jti: Jti): Promise<boolean> {
		return (await this.claimsOf(jti)).includes(endMarkId(jti));
	}

	/** The sessions of an account with any client. */
	async sessionsOfAccount(account: Account): Promise<Session[]> {
		return this.sessions(makeAssociation('account', account));
	}

	/** The sessions that a user opened with `/wallet login`. */
	async sessionsOfUser(userId: UserId): Promise<Session[]> {
		return this.sessions(makeAssociation('session-of-user', userId));
	}

	/** The records of one session. */
	async recordsOf(jti: Jti): Promise<Session[]> {
		return this.sessions(makeAssociation('session', jti));
	}

	/** Of everybody's sessions that outlive their code, those in one of the shards. */
	async lastingSessions(shard: number): Promise<Session[]> {
		return this.sessions(lasting(shard));
	}

	/** The sessions of all accounts that start as this account, or this wallet name, does. */
	async sessionsStartingLike(accountOrName: string): Promise<Session[]> {
		return this.sessions(makeAssociation('account-start', accountOrName.slice(0, 10)));
	}

	/**
	 * Replaces a record whose refresh token was used by a mark that says so. It counts among what was issued for the
	 * token, for a racer that is about to count: the record that was issued goes when it is renewed in its turn.
	 */
	async spend(session: Session & { readonly refreshHash: Sha256 }): Promise<void> {
		const mark: SpentMark = { kind: 'spent', id: `spent ${session.id}`, jti: session.jti };
		await this.writer.createWithAssociations(mark, [
			makeAssociation('refresh', session.refreshHash),
			makeAssociation('renewal', session.refreshHash),
			chooseExpiryBucket(session.expiresAt, session.id),
		]);
		await this.removeAll(makeAssociation('access', session.accessHash));
	}

	/**
	 * Ends a session with all its records.
	 * @param codeExpiresAt until when its code must open no other session
	 */
	async end(jti: Jti, codeExpiresAt: UnixSeconds): Promise<void> {
		// The mark first: a claimant who reads after the removal must find something. One mark is enough, however often
		// somebody comes with a token of the session.
		if (!(await this.hasEnded(jti))) {
			const mark: EndMark = { kind: 'end', id: endMarkId(jti) };
			await this.writer.createWithAssociations(mark, [
				makeAssociation('code', jti),
				chooseExpiryBucket(codeExpiresAt, jti),
			]);
		}
		await this.removeAll(makeAssociation('session', jti));
	}

	private async sessions(key: RocketChatAssociationRecord): Promise<Session[]> {
		return (await this.read<SessionRecord>(key)).map(toSession);
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

/** The session that a record of whatever kind is; undefined for any other. */
export function parseSessionRecord(record: object): Session | undefined {
	return (record as Partial<SessionRecord>).kind === 'session'
		? toSession(record as SessionRecord)
		: undefined;
}

function toRecord({ scopes, userId, refreshHash, ...session }: Session): SessionRecord {
	return {
		...session,
		kind: 'session',
		scope: formatScopes(scopes),
		userId: userId ?? '',
		refreshHash: refreshHash ?? '',
	};
}

function toSession({ kind: _kind, scope, userId, refreshHash, ...session }: SessionRecord): Session {
	return {
		...session,
		// A damaged record must not keep the sweep from going on.
		scopes: parseScopes(scope ?? ''),
		userId: userId || undefined,
		refreshHash: refreshHash || undefined,
	};
}

function lasting(shard: number): RocketChatAssociationRecord {
	return makeAssociation('lasting', String(shard));
}

/** @param random base64url of random bits */
function shardOf(random: string): number {
	return Buffer.from(random.slice(0, 2), 'base64url').readUInt8();
}

function endMarkId(jti: Jti): string {
	return `end ${jti}`;
}
