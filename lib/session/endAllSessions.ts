import type { IModify } from '@rocket.chat/apps-engine/definition/accessors';
import type { UnixSeconds } from '../time/UnixSeconds';

/** The id of the job that ends all sessions that last, however many there are. */
export const END_ALL_SESSIONS = 'end-all-sessions';

/** How far the job has got. */
export interface EndAllProgress {
	/** The admin who wants it. */
	readonly userId: string;
	/** Sessions that were opened later stay. */
	readonly until: UnixSeconds;
	/** The next to look at. */
	readonly shard: number;
	readonly ended: number;
}

/** Has the job begin, or go on. */
export async function scheduleEndAll(data: EndAllProgress, modify: IModify): Promise<void> {
	await modify.getScheduler().scheduleOnce({ id: END_ALL_SESSIONS, when: new Date(), data });
}
