import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { association } from './association';

const MINUTE_SECONDS = 60;

/** What expires at once is swept within so many minutes: one removal hands every removed record to the app. */
export const SPREAD_MINUTES = 64;

/**
 * Where a record goes that has to be kept until this moment (Unix seconds): the bucket of that minute, or of one of
 * the next.
 * @param random base64url of random bits, such as a hash; its first byte chooses the minute
 */
export function expiryBucket(keepUntil: number, random: string): RocketChatAssociationRecord {
	const delay = Buffer.from(random.slice(0, 2), 'base64url').readUInt8() % SPREAD_MINUTES;
	return minuteBucket(minuteOf(keepUntil) + delay);
}

/** All records that can go when this minute has passed. */
export function minuteBucket(minute: number): RocketChatAssociationRecord {
	return association('expires-minute', String(minute));
}

/** The minute that a moment (Unix seconds) lies in, counted since 1970. */
export function minuteOf(moment: number): number {
	return Math.floor(moment / MINUTE_SECONDS);
}
