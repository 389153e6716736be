import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomBytes } from 'crypto';
import type { TtlCache } from '../cache/TtlCache';
import { findRetiredKeys, makeSigningKeys, type SigningKeysRecord } from '../keys/signingKeys';
import type { UnixSeconds } from '../time/UnixSeconds';
import { makeAssociation } from './makeAssociation';

const ALL_KEYS = makeAssociation('key', 'signing');

/** Keeps the keys that id_tokens are signed with. */
export class SigningKeyStore {
	/** @param makeKeys tests bring a faster one: an RSA key takes a second */
	constructor(
		private readonly cache: TtlCache<SigningKeysRecord[]>,
		private readonly makeKeys = makeSigningKeys,
	) {}

	/** All keys, the retired ones included as long as something signed by them is valid. */
	async read(reader: IPersistenceRead, now: UnixSeconds): Promise<SigningKeysRecord[]> {
		const isKept = ({ length }: SigningKeysRecord[]) => length > 0;
		return this.cache.get({ nowMs: now * 1000, read: () => readSigningKeys(reader), isKept });
	}

	/** Makes the first keys if there are none, and removes those that are of no use any more. */
	async maintain(reader: IPersistenceRead, writer: IPersistence, now: UnixSeconds): Promise<void> {
		const records = await readSigningKeys(reader);
		if (records.length === 0) {
			await this.make(1, writer, now);
		}
		await Promise.all(
			findRetiredKeys(records, now).map(({ id }) =>
				writer.removeByAssociation(makeAssociation('signing-key', id)),
			),
		);
	}

	/** Makes the next keys: they are published at once and sign a while later. */
	async rotate(reader: IPersistenceRead, writer: IPersistence, now: UnixSeconds): Promise<void> {
		const generations = (await readSigningKeys(reader)).map(({ generation }) => generation);
		await this.make(Math.max(0, ...generations) + 1, writer, now);
	}

	private async make(generation: number, writer: IPersistence, createdAt: UnixSeconds): Promise<void> {
		const id = randomBytes(16).toString('base64url');
		const record: SigningKeysRecord = { id, generation, createdAt, keys: await this.makeKeys() };
		await writer.createWithAssociations(record, [ALL_KEYS, makeAssociation('signing-key', id)]);
		this.cache.invalidate();
	}
}

/** All keys, past the cache. */
export async function readSigningKeys(reader: IPersistenceRead): Promise<SigningKeysRecord[]> {
	return (await reader.readByAssociation(ALL_KEYS)) as SigningKeysRecord[];
}
