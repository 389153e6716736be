/** A map of its newest entries only: a memory that can't grow, of what may be forgotten. */
export class BoundedCache<Value> {
	private readonly entries = new Map<string, Value>();

	/** @param most so many entries are kept */
	constructor(private readonly most: number) {}

	has(key: string): boolean {
		return this.entries.has(key);
	}

	get(key: string): Value | undefined {
		return this.entries.get(key);
	}

	set(key: string, value: Value): void {
		const [oldest] = this.entries.size < this.most ? [] : this.entries.keys();
		if (oldest !== undefined) {
			this.entries.delete(oldest);
		}
		this.entries.set(key, value);
	}
}
