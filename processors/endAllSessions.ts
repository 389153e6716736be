import type { IJobContext, IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { directMessage } from '../lib/host/messages';
import { openStores } from '../lib/host/openStores';
import { mannerOf } from '../lib/host/userLanguage';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { closeSessions } from '../lib/link/closeSessions';
import { END_ALL_SESSIONS, type EndAllProgress, scheduleEndAll } from '../lib/session/endAllSessions';
import { liveSessions } from '../lib/session/userSessions';
import { SESSION_SHARDS } from '../lib/store/SessionStore';
import { text } from '../lib/text/texts';
import { toUnixSeconds } from '../lib/time/UnixSeconds';

/** So long does one run go on, in milliseconds: the host gives it half a minute. */
const LONGEST_RUN = 15_000;

/** Ends sessions shard by shard; when its time is up, another run goes on. Tells the admin in the end. */
export function endAllSessionsProcessor(client: AppsOAuthClient): IProcessor {
	return {
		id: END_ALL_SESSIONS,
		processor: async (context: IJobContext, read, modify, _http, persistence) => {
			const end = Date.now() + LONGEST_RUN;
			const stores = openStores(read, persistence);
			const now = toUnixSeconds(Date.now());
			const { userId, until, ...progress } = context as unknown as EndAllProgress;
			let { shard, ended } = progress;
			for (; shard < SESSION_SHARDS; shard += 1) {
				if (Date.now() >= end) {
					return scheduleEndAll({ userId, until, shard, ended }, modify);
				}
				const sessions = liveSessions(await stores.sessions.lastingSessions(shard), now);
				const meant = sessions.filter(({ startedAt }) => startedAt <= until);
				await closeSessions(meant, { client, stores, persistence, now });
				ended += meant.length;
			}
			const user = await read.getUserReader().getById(userId);
			const { language } = await mannerOf(user, read);
			const said = text('wallet_sessions_ended', { count: ended }, language);
			await directMessage(user, `${said}\n${text('wallet_logins_stay', {}, language)}`, read, modify);
		},
	};
}
