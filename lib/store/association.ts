import {
	RocketChatAssociationModel,
	RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata';

/** A key by which records are kept and found, such as `access:<hash>`: one indexed read each. */
export function association(kind: string, id: string): RocketChatAssociationRecord {
	return new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `${kind}:${id}`);
}

const HOUR = 3600;

/** Into how many buckets an hour is divided. */
export const SHARDS = 16;

/** The hour that a moment (Unix seconds) lies in, counted since 1970. */
export function hourOf(moment: number): number {
	return Math.floor(moment / HOUR);
}

/**
 * The bucket that a record which may go at that moment (Unix seconds) is swept with: hour × shard, as one
 * removal hands every removed record to the app.
 *
 * @param random base64url of random bits, such as a hash; its first character chooses the shard
 */
export function expiryBucket(keepUntil: number, random: string): RocketChatAssociationRecord {
	return bucket(hourOf(keepUntil), random.charCodeAt(0) % SHARDS);
}

/** One bucket, to be swept once its hour has passed. */
export function bucket(hour: number, shard: number): RocketChatAssociationRecord {
	return association('expires', `${hour}:${shard}`);
}
