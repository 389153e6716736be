import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomBytes } from 'crypto';
import type { TtlCache } from '../cache/TtlCache';
import type { MasterKey } from '../keys/deriveKeys';
import type { UnixSeconds } from '../time/UnixSeconds';
import { makeAssociation } from './makeAssociation';

export interface MasterKeyRecord {
	readonly key: MasterKey;
	readonly createdAt: UnixSeconds;
}

/** How long after a key was made another instance may turn out to have made an older one. */
const SETTLES_IN_SECONDS = 60;

const MASTER_KEY = makeAssociation('key', 'master');

/** Keeps the one master key. */
export class MasterKeyStore {
	constructor(private readonly cache: TtlCache<MasterKeyRecord | undefined>) {}

	/** The master key, or undefined while there is none. Read until it has settled, then cached for good. */
	async read(reader: IPersistenceRead, now: UnixSeconds): Promise<MasterKey | undefined> {
		const oldest = await this.cache.get({
			nowMs: now * 1000,
			read: () => readOldest(reader),
			isKept: (record) => record !== undefined && now >= record.createdAt + SETTLES_IN_SECONDS,
		});
		return oldest?.key;
	}

	/** Makes the master key if there is none. Should two instances do so at once, the oldest counts. */
	async ensure(reader: IPersistenceRead, writer: IPersistence, now: UnixSeconds): Promise<void> {
		if (!(await readOldest(reader))) {
			const record: MasterKeyRecord = { key: randomBytes(32).toString('hex') as MasterKey, createdAt: now };
			await writer.createWithAssociation(record, MASTER_KEY);
		}
	}
}

async function readOldest(reader: IPersistenceRead): Promise<MasterKeyRecord | undefined> {
	const records = (await reader.readByAssociation(MASTER_KEY)) as MasterKeyRecord[];
	return records.sort((one, other) => one.createdAt - other.createdAt || (one.key < other.key ? -1 : 1))[0];
}
