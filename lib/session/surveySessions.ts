import { SESSION_SHARDS, type SessionStore } from '../store/SessionStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { Session } from './Session';
import { selectLiveSessions } from './userSessions';

/** What is known of all sessions that last. */
export interface Survey {
	/** All of them, or some, when there are many. */
	readonly sessions: readonly Session[];
	/** How many there are; when there are many, as the part of them that was read lets expect. */
	readonly count: number;
	readonly isExact: boolean;
}

/** So many shards are read together. */
const SHARDS_PER_ROUND = 16;

/** Once so many sessions are found, no more are read: thousands would hold up everybody else. */
const MAX_SESSIONS_READ = 500;

/** Looks at the sessions of everybody. Shards are alike, so a few of them say how many there are in all. */
export async function surveySessions(store: SessionStore, now: UnixSeconds): Promise<Survey> {
	const sessions: Session[] = [];
	let read = 0;
	while (read < SESSION_SHARDS && sessions.length < MAX_SESSIONS_READ) {
		const shards = Array.from({ length: SHARDS_PER_ROUND }, (_, index) => read + index);
		const records = await Promise.all(shards.map((shard) => store.listByShard(shard)));
		sessions.push(...selectLiveSessions(records.flat(), now));
		read += SHARDS_PER_ROUND;
	}
	const count = Math.round((sessions.length * SESSION_SHARDS) / read);
	return { sessions, count, isExact: read === SESSION_SHARDS };
}
