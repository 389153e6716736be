import type { IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { makeStores } from '../lib/host/Stores';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { continueEndingAll, END_ALL_SESSIONS, type EndAllProgress } from '../lib/link/endAllSessions';
import { toUnixSeconds } from '../lib/time/UnixSeconds';

/** Runs when an admin has asked for it, as often as it takes. */
export function makeEndAllSessionsProcessor(client: AppsOAuthClient): IProcessor {
	return {
		id: END_ALL_SESSIONS,
		processor: (context, read, modify, _http, persistence) => {
			const stores = makeStores(read, persistence);
			const now = toUnixSeconds(Date.now());
			const progress = context as unknown as EndAllProgress;
			return continueEndingAll(
				progress,
				{ appsOAuthClient: client, stores, persistence, now },
				{ read, modify },
			);
		},
	};
}
