/** Keeps the entries that were set last. When it is full, the oldest goes, so nothing may depend on an entry. */
export class BoundedCache<Key, Value> {
	readonly maxEntries: number;
	private readonly entries = new Map<Key, Value>();

	constructor({ maxEntries }: { readonly maxEntries: number }) {
		this.maxEntries = maxEntries;
	}

	has(key: Key): boolean {
		return this.entries.has(key);
	}

	get(key: Key): Value | undefined {
		return this.entries.get(key);
	}

	set(key: Key, value: Value): void {
		// A key that is set again becomes the newest, and evicts no other.
		this.entries.delete(key);
		if (this.entries.size >= this.maxEntries) {
			const [oldest] = this.entries.keys();
			this.entries.delete(oldest as Key);
		}
		this.entries.set(key, value);
	}

	delete(key: Key): void {
		this.entries.delete(key);
	}
}
