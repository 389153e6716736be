import { SESSION_SHARDS, type SessionStore } from '../store/SessionStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { Session } from './Session';
import { selectLiveSessions } from './userSessions';

/** What is known of all sessions that outlive their code. */
export interface Survey {
	/** All of them, or some, when there are many. */
	readonly sessions: readonly Session[];
	/** How many there are; an estimate from the part that was read when there are many. */
	readonly count: number;
	readonly isExact: boolean;
}

/** Shards that are read at the same time. */
const SHARDS_PER_ROUND = 16;

/** When this many sessions are found, no more are read: thousands would hold up other requests. */
const MAX_SESSIONS_READ = 500;

/** Reads sessions of all users. Shards are alike, so a few of them give an estimate for all. */
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
