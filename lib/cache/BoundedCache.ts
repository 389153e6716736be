/** A map of the entries that were set last: a memory that can't grow, of what may be forgotten. */
export class BoundedCache<Value> {
	private readonly entries = new Map<string, Value>();
	readonly maxEntries: number;

	constructor({ maxEntries }: { readonly maxEntries: number }) {
		this.maxEntries = maxEntries;
	}

	has(key: string): boolean {
		return this.entries.has(key);
	}

	get(key: string): Value | undefined {
		return this.entries.get(key);
	}

	set(key: string, value: Value): void {
		// A key that is set again becomes the newest, and takes no other one's place.
		this.entries.delete(key);
		const [oldest] = this.entries.size < this.maxEntries ? [] : this.entries.keys();
		if (oldest !== undefined) {
			this.entries.delete(oldest);
		}
		this.entries.set(key, value);
	}
}
