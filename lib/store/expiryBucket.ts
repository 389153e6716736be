import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { makeAssociation } from './makeAssociation';

const MINUTE_SECONDS = 60;

/** Records that expire in one minute are spread over this many buckets: a removal hands each record to the app. */
export const SPREAD_MINUTES = 64;

/**
 * Chooses the bucket of a record that is kept until this moment (Unix seconds): that of the minute, or of one of the
 * next.
 * @param random base64url of random bits, such as a hash; its first byte chooses the minute
 */
export function chooseExpiryBucket(keepUntil: number, random: string): RocketChatAssociationRecord {
	const delay = Buffer.from(random.slice(0, 2), 'base64url').readUInt8() % SPREAD_MINUTES;
	return makeMinuteBucket(toMinute(keepUntil) + delay);
}

/** All records that can go when this minute has passed. */
export function makeMinuteBucket(minute: number): RocketChatAssociationRecord {
	return makeAssociation('expires-minute', String(minute));
}

/** The minute that a moment (Unix seconds) lies in, counted since 1970. */
export function toMinute(moment: number): number {
	return Math.floor(moment / MINUTE_SECONDS);
}
