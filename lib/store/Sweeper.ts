import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { UnixSeconds } from '../time/UnixSeconds';
import { makeMinuteBucket, toMinute } from './expiryBucket';
import { makeAssociation } from './makeAssociation';

/** What a sweep does besides removing, and for how long it runs. */
export interface SweepRun {
	/** Gets a bucket's records before they are removed, and again if the run is cut short before. */
	onExpired(records: readonly object[]): Promise<void>;
	/** Whether to go on. What is left is for the next run. */
	hasTime(): boolean;
}

interface Progress {
	/** The buckets of this minute and of all before it are swept. */
	readonly sweptMinute: number;
}

/** As 0.1.0 wrote it. */
interface FormerProgress {
	readonly sweptHour: number;
}

/** How long after a minute's end a slow instance, or one whose clock is late, may still write to its bucket. */
const LATE_SECONDS = 120;

/** How far back the very first sweep looks. It runs as soon as the app does, and nothing is older. */
const FIRST_SWEEP_MINUTES = 3 * 60;

/** 0.1.0 had one bucket for each hour and, when that was full, this many more. */
const FORMER_SHARDS = 256;
const HOUR_MINUTES = 60;

/** Buckets that are read at the same time after empty ones; otherwise one, so that no answer is big. */
const EMPTY_MINUTES_PER_ROUND = 4;

const PROGRESS = makeAssociation('sweep', 'progress');

/** Removes what has expired. Nothing depends on it: what has expired is refused when it is read. */
export class Sweeper {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	/** Empties the buckets of past minutes, the oldest first; goes on where the last run stopped or failed. */
	async sweep(now: UnixSeconds, run: SweepRun): Promise<void> {
		const lastPast = toMinute(now - LATE_SECONDS) - 1;
		const before = await this.progress(lastPast);
		const furthest = Math.max(...before.map(sweptMinuteOf));
		// A clock may have been ahead and set back: the minutes that it had reached are swept again.
		const start = Math.min(furthest, lastPast);
		const swept = await this.sweepMinutes(start, lastPast, run);
		if (swept > start || start < furthest) {
			await this.remember({ sweptMinute: swept }, before);
		}
	}

	/** Two after a run that was cut short. The first run writes where it begins, in case it is cut short itself. */
	private async progress(lastPast: number): Promise<(Progress | FormerProgress)[]> {
		const found = (await this.read(PROGRESS)) as (Progress | FormerProgress)[];
		if (found.length > 0) {
			return found;
		}
		const first: Progress = { sweptMinute: lastPast - FIRST_SWEEP_MINUTES };
		await this.remember(first, []);
		return [first];
	}

	/** @returns the last minute of which nothing is left */
	private async sweepMinutes(start: number, last: number, run: SweepRun): Promise<number> {
		let swept = start;
		let together = 1;
		while (swept < last && run.hasTime()) {
			const buckets = Array.from({ length: Math.min(together, last - swept) }, (_, index) =>
				makeMinuteBucket(swept + 1 + index),
			);
			const found = await Promise.all(
				buckets.map(async (bucket) => ({ bucket, records: await this.read(bucket) })),
			);
			for (const { bucket, records } of found) {
				const isEmpty =
					(await this.empty(bucket, records, run)) && (await this.emptyFormerHour(swept + 1, run));
				if (!isEmpty) {
					return swept;
				}
				swept += 1;
			}
			together = found.every(({ records }) => records.length === 0) ? EMPTY_MINUTES_PER_ROUND : 1;
		}
		return swept;
	}

	/**
	 * @param found what is in the bucket
	 * @returns whether there was time for all of it
	 */
	private async empty(
		bucket: RocketChatAssociationRecord,
		found: readonly object[],
		{ onExpired, hasTime }: SweepRun,
	): Promise<boolean> {
		let records = found;
		// More than once: some versions of the host remove one record per call.
		while (records.length > 0) {
			if (!hasTime()) {
				return false;
			}
			await onExpired(records);
			await this.writer.removeByAssociation(bucket);
			records = await this.read(bucket);
		}
		return true;
	}

	/** The hour that is over when this minute begins. @returns whether there was time for all of it */
	private async emptyFormerHour(minute: number, run: SweepRun): Promise<boolean> {
		if (minute % HOUR_MINUTES !== 0) {
			return true;
		}
		const hour = minute / HOUR_MINUTES - 1;
		const first = makeAssociation('expires', String(hour));
		const found = await this.read(first);
		for (let shard = 0; found.length > 0 && shard < FORMER_SHARDS; shard += 1) {
			const bucket = makeAssociation('expires', `${hour}:${shard}`);
			if (!(await this.empty(bucket, await this.read(bucket), run))) {
				return false;
			}
		}
		// Last: should this be cut short, it still says that there are others.
		return this.empty(first, found, run);
	}

	/** The new one first: if this is cut short, nothing is lost. */
	private async remember(progress: Progress, before: readonly (Progress | FormerProgress)[]): Promise<void> {
		await this.writer.createWithAssociations(progress, [PROGRESS, sweptTo(progress)]);
		await Promise.all(before.map((former) => this.writer.removeByAssociation(sweptTo(former))));
	}

	private read(key: RocketChatAssociationRecord): Promise<object[]> {
		return this.reader.readByAssociation(key);
	}
}

function sweptMinuteOf(progress: Progress | FormerProgress): number {
	return 'sweptHour' in progress ? (progress.sweptHour + 1) * HOUR_MINUTES - 1 : progress.sweptMinute;
}

function sweptTo(progress: Progress | FormerProgress): RocketChatAssociationRecord {
	return makeAssociation(
		'swept',
		String('sweptHour' in progress ? progress.sweptHour : progress.sweptMinute),
	);
}
