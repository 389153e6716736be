import {
	RocketChatAssociationModel,
	RocketChatAssociationRecord,
} from '@rocket.chat/apps-engine/definition/metadata';

/** A key by which records are kept and found, such as `access:<hash>`: one indexed read each. */
export function makeAssociation(kind: string, id: string): RocketChatAssociationRecord {
	return new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, `${kind}:${id}`);
}

const HOUR_SECONDS = 3600;

/** The hour that a moment (Unix seconds) lies in, counted since 1970. */
export function toHour(moment: number): number {
	return Math.floor(moment / HOUR_SECONDS);
}

/** When the hour that a moment lies in is over (Unix seconds). */
export function getHourEnd(moment: number): number {
	return (toHour(moment) + 1) * HOUR_SECONDS;
}
