import { join } from 'node:path';
import Datastore from '@seald-io/nedb';
import { randomId } from './randomId';

/** A MongoDB-like query: field names (dots allowed) to values or operators. */
export type Query = Record<string, unknown>;

/** MongoDB's update operators, as far as the store has them. A field set to undefined is left out. */
export interface Modifier {
	$set?: Record<string, unknown>;
	$unset?: Record<string, true>;
	$inc?: Record<string, number>;
	$push?: Record<string, unknown>;
	$pull?: Record<string, unknown>;
	$addToSet?: Record<string, unknown>;
}

/** An index; `sparse`: records without the field are not in it, and may be many in a unique one. */
export interface Index {
	field: string;
	unique?: boolean;
	sparse?: boolean;
}

export interface FindOptions {
	sort?: Record<string, 1 | -1>;
	skip?: number;
	limit?: number;
}

/** Thrown by insert and update when a unique index already has the value. */
class DuplicateKeyError extends Error {
	override readonly name = 'DuplicateKeyError';
}

/** A collection of records, on disk in `dataDir` as `<name>.db`, or in memory when there is none. */
export class Collection<T extends { _id: string }> {
	private readonly store: Datastore<T>;
	private readonly indexed = new Set<string>();

	private constructor(name: string, dataDir: string | undefined) {
		this.store = new Datastore<T>(
			dataDir === undefined ? { inMemoryOnly: true } : { filename: join(dataDir, `${name}.db`) },
		);
	}

	/** Opens the collection and loads what is on disk. */
	static async open<T extends { _id: string }>(
		name: string,
		options: { dataDir?: string | undefined; indexes?: Index[] } = {},
	): Promise<Collection<T>> {
		const collection = new Collection<T>(name, options.dataDir);
		await collection.store.loadDatabaseAsync();
		for (const index of options.indexes ?? []) {
			await collection.ensureIndex(index);
		}
		return collection;
	}

	/** Adds an index; does nothing when the field already has one. */
	async ensureIndex({ field, unique = false, sparse = false }: Index): Promise<void> {
		if (this.indexed.has(field)) {
			return;
		}
		this.indexed.add(field);
		await this.store.ensureIndexAsync({ fieldName: field, unique, sparse });
	}

	/** Stores a record, with a new id unless it has one. @throws DuplicateKeyError */
	async insert(record: Omit<T, '_id'> & { _id?: string }): Promise<T> {
		// The spread of a generic Omit is not known to be T again; with `_id` added it is.
		const complete = { _id: randomId(), ...record } as unknown as T;
		return this.write(() => this.store.insertAsync(complete));
	}

	async findOne(query: Query): Promise<T | undefined> {
		return (await this.store.findOneAsync<T>(query)) ?? undefined;
	}

	async find(query: Query, options: FindOptions = {}): Promise<T[]> {
		let cursor = this.store.findAsync<T>(query);
		if (options.sort) {
			cursor = cursor.sort(options.sort);
		}
		if (options.skip) {
			cursor = cursor.skip(options.skip);
		}
		if (options.limit) {
			cursor = cursor.limit(options.limit);
		}
		return cursor;
	}

	/** Changes the first record found, or all with `multi`. @returns how many it changed or inserted. @throws DuplicateKeyError */
	async update(
		query: Query,
		modifier: Modifier | T,
		options: { upsert?: boolean; multi?: boolean } = {},
	): Promise<number> {
		const { numAffected } = await this.write(() => this.store.updateAsync(query, modifier, options));
		return numAffected;
	}

	/** Removes every record found. @returns how many */
	async remove(query: Query): Promise<number> {
		return this.store.removeAsync(query, { multi: true });
	}

	async count(query: Query): Promise<number> {
		return this.store.countAsync(query);
	}

	private async write<R>(operation: () => Promise<R>): Promise<R> {
		try {
			return await operation();
		} catch (error) {
			if (error instanceof Error && 'errorType' in error && error.errorType === 'uniqueViolated') {
				throw new DuplicateKeyError(error.message);
			}
			throw error;
		}
	}
}
