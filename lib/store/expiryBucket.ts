import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { makeAssociation } from './makeAssociation';

const MINUTE_SECONDS = 60;

/** What expires at once is swept within so many minutes: one removal hands every removed record to the app. */
export const SPREAD_MINUTES = 64;

/**
 * Where a record goes that has to be kept until this moment (Unix seconds): the bucket of that minute, or of one of
 * the next.
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
