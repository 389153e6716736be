/** Times in whatever unit the cache's user tells the time in. */
export interface TtlCacheOptions {
	/** How long a value is kept, counted from when its read began; 0: no longer than it is being read. */
	readonly ttl: number;
	/** How long a read under way is shared: should its answer be lost, the next request reads again. */
	readonly shareFor: number;
}

/** How `TtlCache` gets a value that it does not have. */
export interface TtlCacheRead<Value> {
	readonly now: number;
	read(): Promise<Value>;
	/** Whether a value may be kept; without it all may. */
	isKept?(value: Value): boolean;
}

interface Entry<Value> {
	readonly value: Promise<Value>;
	readonly begunAt: number;
	isUnderWay: boolean;
}

/** One value that takes time to read. A failure is never kept. */
export class TtlCache<Value> {
	readonly ttl: number;
	private readonly shareFor: number;
	private latest: Entry<Value> | undefined;
	private invalidations = 0;

	constructor({ ttl, shareFor }: TtlCacheOptions) {
		this.ttl = ttl;
		this.shareFor = shareFor;
	}

	get({ now, read, isKept = () => true }: TtlCacheRead<Value>): Promise<Value> {
		if (this.latest && this.isFresh(this.latest, now)) {
			return this.latest.value;
		}
		const entry: Entry<Value> = { value: read(), begunAt: now, isUnderWay: true };
		this.latest = entry;
		const invalidationsBefore = this.invalidations;
		const finish = (keeps: boolean) => {
			entry.isUnderWay = false;
			if (!keeps) {
				this.latest = this.latest === entry ? undefined : this.latest;
			} else if ((!this.latest || this.latest.isUnderWay) && this.invalidations === invalidationsBefore) {
				// Although a later request reads again: otherwise nothing is kept while reads are slower than requests.
				this.latest = entry;
			}
		};
		entry.value.then(
			(value) => finish(isKept(value)),
			() => finish(false),
		);
		return entry.value;
	}

	/** What was read so far, or is being read, is not given out again. */
	invalidate(): void {
		this.invalidations += 1;
		this.latest = undefined;
	}

	private isFresh({ begunAt, isUnderWay }: Entry<Value>, now: number): boolean {
		const age = now - begunAt;
		// Negative after a clock was set back.
		return age >= 0 && age < (isUnderWay ? this.shareFor : this.ttl);
	}
}
