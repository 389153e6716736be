import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { randomBytes } from 'crypto';
import type { CustomOAuthTable } from '../setup/customOAuthTable';
import { plus, type UnixSeconds } from '../time/UnixSeconds';
import { association } from './association';
import { expiryBucket } from './expiryBucket';

interface FormerFields {
	readonly fields: CustomOAuthTable;
	readonly expiresAt: UnixSeconds;
}

/** How long `/wallet setup undo` is possible, in seconds. */
const KEPT_FOR = 86_400;

/** Keeps what the fields of a Custom OAuth service held before `/wallet setup` changed them. */
export class FormerFieldsStore {
	private readonly former: RocketChatAssociationRecord;

	constructor(
		serviceName: string,
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {
		this.former = association('setup-former', serviceName);
	}

	/** Of a field that was changed before, the oldest value counts: that of before the first setup. */
	async add(fields: CustomOAuthTable, now: UnixSeconds): Promise<void> {
		const record: FormerFields = {
			fields: { ...fields, ...(await this.read(now)) },
			expiresAt: plus(now, KEPT_FOR),
		};
		await this.forget();
		const random = randomBytes(1).toString('base64url');
		await this.writer.createWithAssociations(record, [this.former, expiryBucket(record.expiresAt, random)]);
	}

	/** Empty when there is nothing to go back to. */
	async read(now: UnixSeconds): Promise<CustomOAuthTable> {
		const records = (await this.reader.readByAssociation(this.former)) as FormerFields[];
		return records.find(({ expiresAt }) => now < expiresAt)?.fields ?? {};
	}

	async forget(): Promise<void> {
		await this.writer.removeByAssociation(this.former);
	}
}
