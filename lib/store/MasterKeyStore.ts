import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import { randomBytes } from 'crypto';
import { TtlCache } from '../cache/TtlCache';
import type { MasterKey } from '../keys/deriveKeys';
import type { UnixSeconds } from '../time/UnixSeconds';
import { association } from './association';

interface KeyRecord {
	readonly key: MasterKey;
	readonly createdAt: UnixSeconds;
}

/** How long after a key was made another instance may turn out to have made an older one. */
const SETTLES_IN_SECONDS = 60;

/** How long a read under way is shared. */
const SHARE_SECONDS = 2;

const MASTER_KEY = association('key', 'master');

/** Keeps the one master key. */
export class MasterKeyStore {
	private readonly oldest = new TtlCache<KeyRecord | undefined>({
		ttl: Number.POSITIVE_INFINITY,
		shareFor: SHARE_SECONDS,
	});

	/** The master key, or undefined while there is none. Read until it has settled, then cached for good. */
	async read(reader: IPersistenceRead, now: UnixSeconds): Promise<MasterKey | undefined> {
		const oldest = await this.oldest.get({
			now,
			read: () => readOldest(reader),
			isKept: (record) => record !== undefined && now >= record.createdAt + SETTLES_IN_SECONDS,
		});
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
