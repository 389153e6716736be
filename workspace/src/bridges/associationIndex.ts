/** The fields of a record that the index needs. */
interface Indexed {
	readonly _id: string;
	/** One for each association, in their order. */
	readonly keys: readonly string[];
}

/**
 * Finds records by their associations at MongoDB's cost: the embedded store's own index copies all records of a
 * key whenever one of them is removed, so that a few thousand take seconds.
 */
export class AssociationIndex<T extends Indexed> {
	// Arrays, as most keys have one record, and a map for each would fill the memory.
	private readonly byKey = new Map<string, T[]>();

	add(record: T): void {
		for (const key of record.keys) {
			const records = this.byKey.get(key);
			if (records) {
				records.push(record);
			} else {
				this.byKey.set(key, [record]);
			}
		}
	}

	/** Replaces the record with the same id, if it is still there. */
	replace(record: T): void {
		for (const key of record.keys) {
			const records = this.byKey.get(key) ?? [];
			const index = records.findIndex(({ _id }) => _id === record._id);
			if (index >= 0) {
				records[index] = record;
			}
		}
	}

	remove({ _id, keys }: T): void {
		for (const key of keys) {
			const records = this.byKey.get(key) ?? [];
			const index = records.findIndex((candidate) => candidate._id === _id);
			if (index >= 0) {
				records.splice(index, 1);
			}
			if (records.length === 0) {
				this.byKey.delete(key);
			}
		}
	}

	/** MongoDB's `$all`: the records that have all of the keys, the oldest first; of no keys at all, none. */
	havingAll([first, ...rest]: readonly string[]): T[] {
		const candidates = first === undefined ? [] : (this.byKey.get(first) ?? []);
		return candidates.filter(({ keys }) => rest.every((key) => keys.includes(key)));
	}

	/** The oldest record that has exactly these keys in this order. */
	havingExactly(keys: readonly string[]): T | undefined {
		return this.havingAll(keys).find(
			(record) =>
				record.keys.length === keys.length && record.keys.every((key, index) => key === keys[index]),
		);
	}
}
