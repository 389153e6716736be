import { type IProcessor, StartupType } from '@rocket.chat/apps-engine/definition/scheduler';
import { startTimeLimit } from '../lib/host/startTimeLimit';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { endSweptSessions } from '../lib/link/walletSession';
import { Sweeper } from '../lib/store/Sweeper';
import { toUnixSeconds } from '../lib/time/UnixSeconds';

/** Removes what has expired, minute by minute. */
export function makeSweepProcessor(client: AppsOAuthClient): IProcessor {
	return {
		id: 'sweep',
		startupSetting: { type: StartupType.RECURRING, interval: '5 minutes' },
		processor: async (_context, read, modify, _http, persistence) => {
			await new Sweeper(read.getPersistenceReader(), persistence).sweep(toUnixSeconds(Date.now()), {
				hasTime: startTimeLimit(),
				onExpired: (records) =>
					endSweptSessions(records, { appsOAuthClient: client, persistence, read, modify }),
			});
		},
	};
}
