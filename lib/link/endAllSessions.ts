import type { Accessors } from '../host/Accessors';
import { messageUser } from '../host/messages';
import { startTimeLimit } from '../host/startTimeLimit';
import type { UserId } from '../identity/User';
import { selectLiveSessions } from '../session/userSessions';
import { SESSION_SHARDS } from '../store/SessionStore';
import { translate } from '../text/translate';
import type { UnixSeconds } from '../time/UnixSeconds';
import { type EndingContext, endSessionsAndTokens } from './endSessionsAndTokens';

/** The id of the job that ends all sessions that last, however many there are. */
export const END_ALL_SESSIONS = 'end-all-sessions';

/** How far the job has got. */
export interface EndAllProgress {
	/** The admin who asked for it. */
	readonly userId: UserId;
	/** Sessions that were opened later stay. */
	readonly until: UnixSeconds;
	/** The next to look at. */
	readonly shard: number;
	readonly ended: number;
}

/** Has the job begin. */
export async function startEndingAll(
	{ userId, until }: Pick<EndAllProgress, 'userId' | 'until'>,
	accessors: Pick<Accessors, 'modify'>,
): Promise<void> {
	await schedule({ userId, until, shard: 0, ended: 0 }, accessors);
}

/** Ends sessions shard by shard. When its time is up, it schedules another run; the last one tells the admin. */
export async function continueEndingAll(
	progress: EndAllProgress,
	closing: EndingContext,
	accessors: Pick<Accessors, 'read' | 'modify'>,
): Promise<void> {
	const hasTime = startTimeLimit();
	const { userId, until } = progress;
	let { shard, ended } = progress;
	for (; shard < SESSION_SHARDS; shard += 1) {
		if (!hasTime()) {
			return schedule({ userId, until, shard, ended }, accessors);
		}
		const sessions = selectLiveSessions(await closing.stores.sessions.listByShard(shard), closing.now);
		const old = sessions.filter(({ startedAt }) => startedAt <= until);
		await endSessionsAndTokens(old, closing);
		ended += old.length;
	}
	await messageUser(
		userId,
		({ language }) => {
			const count = translate('wallet_sessions_ended', { count: ended }, language);
			return `${count}\n${translate('wallet_logins_stay', {}, language)}`;
		},
		accessors,
	);
}

async function schedule(data: EndAllProgress, { modify }: Pick<Accessors, 'modify'>): Promise<void> {
	await modify.getScheduler().scheduleOnce({ id: END_ALL_SESSIONS, when: new Date(), data });
}
