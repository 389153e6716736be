import type { IPersistence, IPersistenceRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { UnixSeconds } from '../time';
import { association, bucket, hourOf, SHARDS } from './association';

interface Progress {
	/** All buckets of this hour and those before are swept. */
	readonly sweptHour: number;
}

/** So many hours at most in one run, which has half a minute; what is left is for the next run. */
const MOST_HOURS = 96;

/** How far back the first sweep ever looks, in hours. */
const FIRST_SWEEP = 24;

const PROGRESS = association('sweep', 'progress');

/** Removes what has expired. Nothing depends on it: expired is expired when it is read, swept or not. */
export class Sweeper {
	constructor(
		private readonly reader: IPersistenceRead,
		private readonly writer: IPersistence,
	) {}

	/**
	 * Removes the buckets of past hours, one call each, oldest first; goes on where the last run stopped.
	 * @param onRemoved told of the records of each bucket
	 */
	async sweep(now: UnixSeconds, onRemoved: (records: readonly object[]) => Promise<void>): Promise<void> {
		const lastPast = hourOf(now) - 1;
		const swept = (await this.progress()) ?? lastPast - FIRST_SWEEP;
		const until = Math.min(lastPast, swept + MOST_HOURS);
		for (let hour = swept + 1; hour <= until; hour += 1) {
			for (let shard = 0; shard < SHARDS; shard += 1) {
				// One after another, so that other requests get their turn in between.
				await onRemoved((await this.writer.removeByAssociation(bucket(hour, shard))) ?? []);
			}
		}
		if (until > swept) {
			await this.remember(until, swept);
		}
	}

	private async progress(): Promise<number | undefined> {
		const progress = (await this.reader.readByAssociation(PROGRESS)) as Progress[];
		// A run that was cut short may have left two.
		return progress.length > 0 ? Math.max(...progress.map(({ sweptHour }) => sweptHour)) : undefined;
	}

	/** The new one first: should this be cut short, nothing is forgotten. */
	private async remember(sweptHour: number, before: number): Promise<void> {
		await this.writer.createWithAssociations({ sweptHour } satisfies Progress, [
			PROGRESS,
			sweptTo(sweptHour),
		]);
		await this.writer.removeByAssociation(sweptTo(before));
	}
}

function sweptTo(hour: number) {
	return association('swept', String(hour));
}
