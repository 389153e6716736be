import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomBytes } from 'crypto';
import type { Account } from '../ethereum/account';
import type { UnixSeconds } from '../time/UnixSeconds';
import { chooseExpiryBucket } from './expiryBucket';
import { getHourEnd, makeAssociation, toHour } from './makeAssociation';

/** That a wallet without a user has got as far as a token. */
export interface Newcomer {
	readonly id: string;
	readonly account: Account;
	readonly since: UnixSeconds;
}

/** Keeps which wallets without a user have got a token in an hour. */
export class NewcomerStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	async add(account: Account, now: UnixSeconds): Promise<Newcomer> {
		const newcomer: Newcomer = { id: randomBytes(16).toString('base64url'), account, since: now };
		await this.writer.createWithAssociations(newcomer, [
			makeAssociation('newcomer', String(toHour(now))),
			makeAssociation('newcomer-account', `${toHour(now)} ${account}`),
			makeAssociation('newcomer-note', newcomer.id),
			// Counted until then.
			chooseExpiryBucket(getHourEnd(now), newcomer.id),
		]);
		return newcomer;
	}

	/** Removes this record alone: the wallet may have others. */
	async remove({ id }: Newcomer): Promise<void> {
		await this.writer.removeByAssociation(makeAssociation('newcomer-note', id));
	}

	/** Whether the wallet is counted in the hour of this moment. */
	async has(account: Account, now: UnixSeconds): Promise<boolean> {
		const key = makeAssociation('newcomer-account', `${toHour(now)} ${account}`);
		return (await this.reader.readByAssociation(key)).length > 0;
	}

	/** All records of the hour of this moment. */
	async listHour(now: UnixSeconds): Promise<Newcomer[]> {
		const key = makeAssociation('newcomer', String(toHour(now)));
		return (await this.reader.readByAssociation(key)) as Newcomer[];
	}
}
