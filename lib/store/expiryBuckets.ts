import type { IPersistence } from '@rocket.chat/apps-engine/definition/accessors';
import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { association, hourOf } from './association';

/**
 * What is kept for a time is swept when its hour has passed, bucket by bucket: a call hands every record of a
 * bucket to the app, and other requests wait meanwhile. An hour's records go into its first bucket; when that
 * is full, a mark in it says that there are more, in one bucket for each shard. So passing an hour without
 * records takes one call, and no bucket gets big.
 */

/** So many records does one process put into an hour's first bucket. */
const FIRST_BUCKET = 300;

/** One for each value of a byte. */
const SHARDS = 256;

/** That an hour's records are in all of its buckets, not just in the first. */
interface MoreMark {
	readonly kind: 'more';
}

interface Hour {
	records: number;
	marked: Promise<unknown> | undefined;
}

/**
 * What this process has put into each hour. To forget it does no harm: a process that starts anew fills the
 * first bucket further, and writes another mark.
 */
const hours = new Map<number, Hour>();

const MOST_HOURS = 1000;

/**
 * The bucket for a new record that may go at that moment (Unix seconds).
 * @param random base64url of random bits, such as a hash; its first byte chooses the shard
 */
export async function expiryBucket(
	keepUntil: number,
	random: string,
	writer: IPersistence,
): Promise<RocketChatAssociationRecord> {
	const hour = hourOf(keepUntil);
	const filling = hours.get(hour) ?? startHour(hour);
	filling.records += 1;
	if (filling.records <= FIRST_BUCKET) {
		return firstBucket(hour);
	}
	// Nothing may be in the other buckets before the mark is.
	filling.marked ??= markHour(hour, writer).catch((error: unknown) => {
		filling.marked = undefined;
		throw error;
	});
	await filling.marked;
	return bucket(hour, Buffer.from(random.slice(0, 2), 'base64url').readUInt8());
}

export function firstBucket(hour: number): RocketChatAssociationRecord {
	return association('expires', String(hour));
}

/** The buckets that an hour has besides its first one, whose records these are. */
export function moreBuckets(hour: number, first: readonly object[]): RocketChatAssociationRecord[] {
	const isMarked = first.some((record) => (record as Partial<MoreMark>).kind === 'more');
	return isMarked ? Array.from({ length: SHARDS }, (_, shard) => bucket(hour, shard)) : [];
}

function bucket(hour: number, shard: number): RocketChatAssociationRecord {
	return association('expires', `${hour}:${shard}`);
}

function startHour(hour: number): Hour {
	if (hours.size >= MOST_HOURS) {
		hours.clear();
	}
	const filling: Hour = { records: 0, marked: undefined };
	hours.set(hour, filling);
	return filling;
}

async function markHour(hour: number, writer: IPersistence): Promise<void> {
	const mark: MoreMark = { kind: 'more' };
	await writer.createWithAssociations(mark, [firstBucket(hour)]);
}
