import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { randomBytes } from 'crypto';
import type { CustomOAuthTable } from '../setup/customOAuthTable';
import { addSeconds, type UnixSeconds } from '../time/UnixSeconds';
import { chooseExpiryBucket } from './expiryBucket';
import { makeAssociation } from './makeAssociation';

interface FormerFields {
	readonly fields: CustomOAuthTable;
	readonly expiresAt: UnixSeconds;
}

/** How long `/wallet setup undo` is possible, in seconds. */
const UNDO_SECONDS = 86_400;

/** Keeps what the fields of a Custom OAuth service held before `/wallet setup` changed them. */
export class FormerFieldsStore {
	private readonly former: RocketChatAssociationRecord;

	constructor(
		serviceName: string,
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {
		this.former = makeAssociation('setup-former', serviceName);
	}

	/** Of a field that was changed before, the oldest value counts: that of before the first setup. */
	async add(fields: CustomOAuthTable, now: UnixSeconds): Promise<void> {
		const record: FormerFields = {
			fields: { ...fields, ...(await this.read(now)) },
			expiresAt: addSeconds(now, UNDO_SECONDS),
		};
		await this.remove();
		const random = randomBytes(1).toString('base64url');
		await this.writer.createWithAssociations(record, [
			this.former,
			chooseExpiryBucket(record.expiresAt, random),
		]);
	}

	/** Empty when there is nothing to go back to. */
	async read(now: UnixSeconds): Promise<CustomOAuthTable> {
		const records = (await this.reader.readByAssociation(this.former)) as FormerFields[];
		return records.find(({ expiresAt }) => now < expiresAt)?.fields ?? {};
	}

	async remove(): Promise<void> {
		await this.writer.removeByAssociation(this.former);
	}
}
