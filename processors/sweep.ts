import { type IProcessor, StartupType } from '@rocket.chat/apps-engine/definition/scheduler';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { sayGoodbye } from '../lib/link/walletSession';
import { isStoredTokenOf } from '../lib/session/endSessions';
import { isLinkSession, type LinkSession } from '../lib/session/Session';
import { sessionOfRecord } from '../lib/store/SessionStore';
import { Sweeper } from '../lib/store/Sweeper';
import { toUnixSeconds } from '../lib/time/UnixSeconds';

/** How long one run goes on: the host gives it half a minute. */
const LONGEST_RUN_MS = 15_000;

/**
 * Removes what has expired, minute by minute. A session of `/wallet` whose own job the host has dropped, as it does
 * while the app is disabled, gets its end here.
 */
export function sweepProcessor(client: AppsOAuthClient): IProcessor {
	return {
		id: 'sweep',
		startupSetting: { type: StartupType.RECURRING, interval: '1 minute' },
		processor: async (_context, read, modify, _http, persistence) => {
			const end = Date.now() + LONGEST_RUN_MS;
			await new Sweeper(read.getPersistenceReader(), persistence).sweep(toUnixSeconds(Date.now()), {
				hasTime: () => Date.now() < end,
				onExpired: async (records) => {
					for (const session of records.flatMap(linkSessionOf)) {
						if (isStoredTokenOf([session], await client.storedToken({ id: session.userId }))) {
							await client.forget(session.userId, persistence);
							// A user who can't be told must not keep everything else from being swept.
							await sayGoodbye(session, read, modify).catch(() => undefined);
						}
					}
				},
			});
		},
	};
}

function linkSessionOf(record: object): LinkSession[] {
	const session = sessionOfRecord(record);
	return session && isLinkSession(session) ? [session] : [];
}
