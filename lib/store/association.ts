import {
	RocketChatAssociationModel,
	RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata';

/** A key by which records are kept and found, such as `access:<hash>`: one indexed read each. */
export function association(kind: string, id: string): RocketChatAssociationRecord {
	return new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `${kind}:${id}`);
}

const HOUR = 3600;
const SHARDS = 16;

/**
 * The bucket that a record which may go at that moment (Unix seconds) is swept with: hour × shard, as one
 * removal hands every removed record to the app. The shard comes from the first hexadecimal digit of `id`.
 */
export function expiryBucket(keepUntil: number, id: string): RocketChatAssociationRecord {
	const shard = Number.parseInt(id.slice(0, 1), 16) % SHARDS;
	return association('expires', `${Math.floor(keepUntil / HOUR)}:${shard}`);
}

/** The hour that a moment (Unix seconds) lies in. */
export function hourOf(moment: number): string {
	return String(Math.floor(moment / HOUR));
}
