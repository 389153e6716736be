import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomBytes } from 'crypto';
import type { CustomOAuthTable } from '../customOAuthTable';
import { plus, type UnixSeconds } from '../time';
import { association } from './association';
import { expiryBucket } from './expiryBuckets';

interface FormerFields {
	readonly fields: CustomOAuthTable;
	readonly expiresAt: UnixSeconds;
}

/** How long `/wallet setup undo` is possible, in seconds. */
const KEPT_FOR = 86_400;

const FORMER = association('setup', 'former');

/** Keeps what the fields of the Custom OAuth service held before `/wallet setup` changed them. */
export class FormerFieldsStore {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	/** Of a field that was changed before, the oldest value counts: that of before the first setup. */
	async add(fields: CustomOAuthTable, now: UnixSeconds): Promise<void> {
		const record: FormerFields = {
			fields: { ...fields, ...(await this.read(now)) },
			expiresAt: plus(now, KEPT_FOR),
		};
		await this.forget();
		const random = randomBytes(1).toString('base64url');
		await this.writer.createWithAssociations(record, [
			FORMER,
			await expiryBucket(record.expiresAt, random, this.writer),
		]);
	}

	/** Empty when there is nothing to go back to. */
	async read(now: UnixSeconds): Promise<CustomOAuthTable> {
		const records = (await this.reader.readByAssociation(FORMER)) as FormerFields[];
		return records.find(({ expiresAt }) => now < expiresAt)?.fields ?? {};
	}

	async forget(): Promise<void> {
		await this.writer.removeByAssociation(FORMER);
	}
}
