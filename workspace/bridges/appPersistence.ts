import { randomBytes } from 'node:crypto';
import { Collection, type Query } from '../store/collection';
import { pack, unpack } from '../store/packed';

/** An association as it comes out of the sandbox. */
export interface Association {
	model: string;
	id: string;
}

interface PersistenceRecord {
	_id: string;
	appId: string;
	/** One key for each association, so that every element is in the index. */
	keys: string[];
	/** All keys in their order: what updateByAssociations compares. Null for a record without associations. */
	ordered: string | null;
	data: string;
}

/**
 * The apps' records with MongoDB's semantics: reads match records that have all of the associations, an update
 * matches the exact array, a removal is a find and then a delete, and nothing is atomic over two steps.
 */
export class AppPersistence {
	private constructor(private readonly records: Collection<PersistenceRecord>) {}

	static async open(dataDir?: string): Promise<AppPersistence> {
		const indexes = [{ field: 'keys' }, { field: 'ordered' }, { field: 'appId' }];
		return new AppPersistence(await Collection.open<PersistenceRecord>('persistence', { dataDir, indexes }));
	}

	async create(data: unknown, associations: Association[] | null, appId: string): Promise<string> {
		if (typeof data !== 'object') {
			throw new Error('Attempted to store an invalid data type, it must be an object.');
		}
		const keys = (associations ?? []).map((association) => keyOf(appId, association));
		const ordered = associations && keys.join('\n');
		const _id = randomBytes(12).toString('hex');
		await this.records.insert({ _id, appId, keys, ordered, data: pack(data) });
		return _id;
	}

	async readById(id: string): Promise<object | undefined> {
		const record = await this.records.findOne({ _id: id });
		return record && unpack<object>(record.data);
	}

	async readByAssociations(associations: Association[], appId: string): Promise<object[]> {
		const query = havingAll(associations, appId);
		return query ? (await this.records.find(query)).map(({ data }) => unpack<object>(data)) : [];
	}

	/** Everything an app has stored, for whoever looks into it from outside. */
	async all(appId: string): Promise<object[]> {
		return (await this.records.find({ appId })).map(({ data }) => unpack<object>(data));
	}

	async removeById(id: string, appId: string): Promise<object | undefined> {
		const record = await this.records.findOne({ _id: id, appId });
		if (!record) return undefined;
		await this.records.remove({ _id: id });
		return unpack(record.data);
	}

	async removeByAssociations(associations: Association[], appId: string): Promise<object[]> {
		const query = havingAll(associations, appId);
		if (!query) return [];
		const found = await this.records.find(query);
		await this.records.remove(query);
		return found.map(({ data }) => unpack<object>(data));
	}

	/** Changes one record with exactly these associations in this order; gives the id if it had to insert one. */
	async updateByAssociations(
		associations: Association[],
		data: unknown,
		upsert: boolean,
		appId: string,
	): Promise<string | undefined> {
		const ordered = associations.map((association) => keyOf(appId, association)).join('\n');
		const changed = await this.records.update({ ordered, appId }, { $set: { data: pack(data) } });
		return changed === 0 && upsert ? this.create(data, associations, appId) : undefined;
	}

	async removeAll(appId: string): Promise<void> {
		await this.records.remove({ appId });
	}

	/** How many records an app has. */
	async count(appId: string): Promise<number> {
		return this.records.count({ appId });
	}
}

function keyOf(appId: string, { model, id }: Association): string {
	return JSON.stringify([appId, model, id]);
}

/** MongoDB's `$all` over the index on `keys`; of no associations at all it finds nothing. */
function havingAll(associations: Association[], appId: string): Query | undefined {
	const [first, ...rest] = associations.map((association) => keyOf(appId, association));
	if (first === undefined) return undefined;
	return rest.length === 0 ? { keys: first } : { keys: first, $and: rest.map((keys) => ({ keys })) };
}
