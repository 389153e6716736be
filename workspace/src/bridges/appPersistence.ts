import { randomBytes } from 'node:crypto';
import { Collection } from '../store/collection';
import { pack, unpack } from '../store/packed';
import { AssociationIndex } from './associationIndex';

/** An association as the sandbox sends it. */
export interface Association {
	model: string;
	id: string;
}

interface PersistenceRecord {
	_id: string;
	appId: string;
	/** One key for each association, in their order. */
	keys: string[];
	data: string;
}

/**
 * The apps' records with MongoDB's semantics: reads match records that have all of the associations, an update
 * matches the exact array, a removal is a find and then a delete, and nothing is atomic over two steps.
 */
export class AppPersistence {
	private readonly index = new AssociationIndex<PersistenceRecord>();

	private constructor(private readonly records: Collection<PersistenceRecord>) {}

	static async open(dataDir?: string): Promise<AppPersistence> {
		const records = await Collection.open<PersistenceRecord>('persistence', { dataDir });
		const persistence = new AppPersistence(records);
		for (const record of await records.find({})) {
			persistence.index.add(record);
		}
		return persistence;
	}

	async create(data: unknown, associations: Association[] | null, appId: string): Promise<string> {
		if (typeof data !== 'object') {
			throw new Error('Attempted to store an invalid data type, it must be an object.');
		}
		const keys = (associations ?? []).map((association) => keyOf(appId, association));
		const record = { _id: randomBytes(12).toString('hex'), appId, keys, data: pack(data) };
		await this.records.insert(record);
		this.index.add(record);
		return record._id;
	}

	async readById(id: string): Promise<object | undefined> {
		const record = await this.records.findOne({ _id: id });
		return record && unpack<object>(record.data);
	}

	async readByAssociations(associations: Association[], appId: string): Promise<object[]> {
		return this.havingAll(associations, appId).map(({ data }) => unpack<object>(data));
	}

	/** Everything that an app has stored, for tests. */
	async all(appId: string): Promise<object[]> {
		return (await this.records.find({ appId })).map(({ data }) => unpack<object>(data));
	}

	async removeById(id: string, appId: string): Promise<object | undefined> {
		const record = await this.records.findOne({ _id: id, appId });
		if (!record) {
			return undefined;
		}
		await this.remove([record]);
		return unpack(record.data);
	}

	async removeByAssociations(associations: Association[], appId: string): Promise<object[]> {
		const found = this.havingAll(associations, appId);
		await this.remove(found);
		return found.map(({ data }) => unpack<object>(data));
	}

	/** Changes one record with exactly these associations in this order. @returns the id of one that it inserted */
	async updateByAssociations(
		associations: Association[],
		data: unknown,
		upsert: boolean,
		appId: string,
	): Promise<string | undefined> {
		const record = this.index.havingExactly(associations.map((association) => keyOf(appId, association)));
		const changes = { data: pack(data) };
		if (record && (await this.records.update({ _id: record._id }, { $set: changes })) > 0) {
			this.index.replace({ ...record, ...changes });
			return undefined;
		}
		return upsert ? this.create(data, associations, appId) : undefined;
	}

	async removeAll(appId: string): Promise<void> {
		await this.remove(await this.records.find({ appId }));
	}

	/** How many records an app has. */
	async count(appId: string): Promise<number> {
		return this.records.count({ appId });
	}

	private havingAll(associations: Association[], appId: string): PersistenceRecord[] {
		return this.index.havingAll(associations.map((association) => keyOf(appId, association)));
	}

	private async remove(found: readonly PersistenceRecord[]): Promise<void> {
		for (const record of found) {
			await this.records.remove({ _id: record._id });
			this.index.remove(record);
		}
	}
}

function keyOf(appId: string, { model, id }: Association): string {
	return JSON.stringify([appId, model, id]);
}
