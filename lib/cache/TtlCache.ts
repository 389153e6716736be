export interface TtlCacheOptions {
	/** How long a value is kept, counted from when its read began; 0: only while it is being read. */
	readonly ttlMs: number;
	/** How long a read under way is shared. If its answer is lost, the next request reads again. */
	readonly shareMs: number;
}

/** How `TtlCache` gets a value that it does not have. */
export interface TtlCacheRead<Value> {
	readonly nowMs: number;
	read(): Promise<Value>;
	/** Whether a value may be kept; without it all may. */
	isKept?(value: Value): boolean;
}

interface Entry<Value> {
	readonly value: Promise<Value>;
	readonly startedAtMs: number;
	isUnderWay: boolean;
}

/** One value that takes time to read. A failure is never kept. */
export class TtlCache<Value> {
	readonly ttlMs: number;
	private readonly shareMs: number;
	private latest: Entry<Value> | undefined;
	private invalidations = 0;

	constructor({ ttlMs, shareMs }: TtlCacheOptions) {
		this.ttlMs = ttlMs;
		this.shareMs = shareMs;
	}

	get({ nowMs, read, isKept = () => true }: TtlCacheRead<Value>): Promise<Value> {
		if (this.latest && this.isFresh(this.latest, nowMs)) {
			const { value, isUnderWay } = this.latest;
			// Requests share an answer, never a failure: the read may have begun before the fault was over.
			return isUnderWay ? value.catch(() => read()) : value;
		}
		const entry: Entry<Value> = { value: read(), startedAtMs: nowMs, isUnderWay: true };
		this.latest = entry;
		const invalidationsBefore = this.invalidations;
		const finish = (keeps: boolean) => {
			entry.isUnderWay = false;
			if (!keeps) {
				this.latest = this.latest === entry ? undefined : this.latest;
			} else if ((!this.latest || this.latest.isUnderWay) && this.invalidations === invalidationsBefore) {
				// Even if a later request reads again. Otherwise nothing is kept while reads take longer than requests.
				this.latest = entry;
			}
		};
		entry.value.then(
			(value) => finish(isKept(value)),
			() => finish(false),
		);
		return entry.value;
	}

	/** Drops the value, and whatever is being read. */
	invalidate(): void {
		this.invalidations += 1;
		this.latest = undefined;
	}

	private isFresh({ startedAtMs, isUnderWay }: Entry<Value>, nowMs: number): boolean {
		const ageMs = nowMs - startedAtMs;
		// Negative after a clock was set back.
		return ageMs >= 0 && ageMs < (isUnderWay ? this.shareMs : this.ttlMs);
	}
}
