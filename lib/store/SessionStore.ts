import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createHash } from 'crypto';
import type { Account } from '../account';
import { codeIsDeadAt, type Session } from '../session';
import type { UnixSeconds } from '../time';
import { association, expiryBucket } from './association';

/** What stays of a code that must never be redeemed again. */
interface BurnMark {
	readonly kind: 'burned';
	readonly id: string;
	readonly jti: string;
}

type SessionRecord = Session & { readonly kind: 'session' };

/** Some revisions of the host remove one record a call. More rounds than anybody can have records. */
const MOST_ROUNDS = 50;

/** Keeps sessions, and marks of codes that are spent. */
export class SessionStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	async create(session: Session): Promise<void> {
		const keepUntil = Math.max(session.accessExpiresAt, codeIsDeadAt(session.issuedAt));
		const record: SessionRecord = { ...session, kind: 'session' };
		await this.writer.createWithAssociations(record, [
			association('access', session.accessHash),
			association('code', session.jti),
			association('session-of-code', session.jti),
			grant(session.account, session.clientId),
			association('account-start', session.account.slice(0, 10)),
			expiryBucket(keepUntil, session.id),
		]);
	}

	/** The session that an access token with this hash opens, whether or not it has expired. */
	async byAccessHash(accessHash: string): Promise<Session | undefined> {
		const [record] = await this.read<SessionRecord>(association('access', accessHash));
		return record;
	}

	/** The ids of everything ever written for a code: sessions and burn marks. */
	async claimsOf(jti: string): Promise<string[]> {
		const records = await this.read<SessionRecord | BurnMark>(association('code', jti));
		return records.map(({ id }) => id);
	}

	/** The sessions of an account with a client. */
	async sessionsOf(account: Account, clientId: string): Promise<Session[]> {
		return this.read<SessionRecord>(grant(account, clientId));
	}

	/** The sessions of all accounts that start as this account, or this wallet name, does. */
	async sessionsStartingLike(accountOrName: string): Promise<Session[]> {
		return this.read<SessionRecord>(association('account-start', accountOrName.slice(0, 10)));
	}

	/** Ends the sessions of a code and sees to it that the code opens no other until it is dead. */
	async burn(jti: string, deadAt: UnixSeconds): Promise<void> {
		// The mark first: whoever reads the claims after the removal must find something.
		const mark: BurnMark = { kind: 'burned', id: `burned ${jti}`, jti };
		const shardKey = createHash('sha256').update(jti).digest('hex');
		await this.writer.createWithAssociations(mark, [
			association('code', jti),
			expiryBucket(deadAt, shardKey),
		]);
		await this.removeAll(association('session-of-code', jti));
	}

	private async read<T>(key: ReturnType<typeof association>): Promise<T[]> {
		return (await this.reader.readByAssociation(key)) as T[];
	}

	private async removeAll(key: ReturnType<typeof association>): Promise<void> {
		for (let round = 0; round < MOST_ROUNDS; round += 1) {
			await this.writer.removeByAssociation(key);
			if ((await this.reader.readByAssociation(key)).length === 0) {
				return;
			}
		}
		throw new Error('the host did not remove the sessions of a spent code');
	}
}

function grant(account: Account, clientId: string) {
	return association('grant', `${account} ${clientId}`);
}
