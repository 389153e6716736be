import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomBytes } from 'crypto';
import type { MasterKey } from '../keys/deriveKeys';
import type { UnixSeconds } from '../time/UnixSeconds';
import { association } from './association';

interface KeyRecord {
	readonly key: MasterKey;
	readonly createdAt: UnixSeconds;
}

/** For so many seconds after a key was made, another instance may turn out to have made an older one. */
const SETTLES_IN = 60;

const MASTER_KEY = association('key', 'master');

/** Keeps the one master key. */
export class MasterKeyStore {
	private settled: MasterKey | undefined;

	/** The master key, or undefined while there is none. Read once from the store, then remembered. */
	async read(reader: IPersistenceRead, now: UnixSeconds): Promise<MasterKey | undefined> {
		if (this.settled) {
			return this.settled;
		}
		const oldest = await readOldest(reader);
		if (oldest && now >= oldest.createdAt + SETTLES_IN) {
			this.settled = oldest.key;
		}
		return oldest?.key;
	}

	/** Makes the master key if there is none. Should two instances do so at once, the oldest counts. */
	async ensure(reader: IPersistenceRead, writer: IPersistence, now: UnixSeconds): Promise<void> {
		if (!(await readOldest(reader))) {
			const record: KeyRecord = { key: randomBytes(32).toString('hex') as MasterKey, createdAt: now };
			await writer.createWithAssociation(record, MASTER_KEY);
		}
	}
}

async function readOldest(reader: IPersistenceRead): Promise<KeyRecord | undefined> {
	const records = (await reader.readByAssociation(MASTER_KEY)) as KeyRecord[];
	return records.sort((one, other) => one.createdAt - other.createdAt || (one.key < other.key ? -1 : 1))[0];
}
