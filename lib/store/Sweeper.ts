import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { UnixSeconds } from '../time/UnixSeconds';
import { association, hourOf } from './association';
import { firstBucket, moreBuckets } from './expiryBuckets';

/** What a sweep does besides removing, and for how long. */
export interface SweepRun {
	/** Told of a bucket's records before they go, and again should the run be cut short before they are gone. */
	onExpired(records: readonly object[]): Promise<void>;
	/** Asked again and again; what is left when it says no is for the next run. */
	hasTime(): boolean;
}

interface Progress {
	/** All buckets of this hour and those before are swept. */
	readonly sweptHour: number;
}

/** So many seconds after an hour's end somebody whose clock is late, or who is slow, may still write to it. */
const LATE = 120;

/** How far back the first sweep ever looks, in hours. */
const FIRST_SWEEP = 24;

const PROGRESS = association('sweep', 'progress');

/** Removes what has expired. Nothing depends on it: expired is expired when it is read, swept or not. */
export class Sweeper {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	/** Empties the buckets of past hours, the oldest first; goes on where the last run stopped or failed. */
	async sweep(now: UnixSeconds, run: SweepRun): Promise<void> {
		const lastPast = hourOf(now - LATE) - 1;
		const before = await this.sweptHours();
		const furthest = before.length > 0 ? Math.max(...before) : lastPast - FIRST_SWEEP;
		// A clock that was ahead, and was set back: what expires in the hours it had come to is still to be swept.
		const start = Math.min(furthest, lastPast);
		let swept = start;
		while (swept < lastPast && run.hasTime() && (await this.sweepHour(swept + 1, run))) {
			swept += 1;
		}
		if (swept > start || start < furthest) {
			await this.remember(swept, before);
		}
	}

	/** @returns whether there was time for all of it */
	private async sweepHour(hour: number, run: SweepRun): Promise<boolean> {
		const first = firstBucket(hour);
		const records = await this.read(first);
		if (records.length === 0) {
			return true;
		}
		// The first bucket last: should this be cut short, it still says whether there are others.
		for (const bucket of [...moreBuckets(hour, records), first]) {
			// One after another, so that other requests get their turn in between.
			if (!(await this.empty(bucket, run))) {
				return false;
			}
		}
		return true;
	}

	/** @returns whether there was time for it */
	private async empty(
		bucket: RocketChatAssociationRecord,
		{ onExpired, hasTime }: SweepRun,
	): Promise<boolean> {
		// More than once: some revisions of the host remove one record a call.
		while (hasTime()) {
			const records = await this.read(bucket);
			if (records.length === 0) {
				return true;
			}
			await onExpired(records);
			await this.writer.removeByAssociation(bucket);
		}
		return false;
	}

	private async sweptHours(): Promise<number[]> {
		// A run that was cut short may have left two.
		return ((await this.read(PROGRESS)) as Progress[]).map(({ sweptHour }) => sweptHour);
	}

	/** The new one first: should this be cut short, nothing is forgotten. */
	private async remember(sweptHour: number, before: readonly number[]): Promise<void> {
		const progress: Progress = { sweptHour };
		await this.writer.createWithAssociations(progress, [PROGRESS, sweptTo(sweptHour)]);
		await Promise.all(before.map((hour) => this.writer.removeByAssociation(sweptTo(hour))));
	}

	private read(key: RocketChatAssociationRecord): Promise<object[]> {
		return this.reader.readByAssociation(key);
	}
}

function sweptTo(hour: number): RocketChatAssociationRecord {
	return association('swept', String(hour));
}
