import type { IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { makeStores } from '../lib/host/Stores';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { endWalletSession, SESSION_END, type SessionEnd } from '../lib/link/walletSession';
import { toUnixSeconds } from '../lib/time/UnixSeconds';

/** Runs once at the end of each session of `/wallet`. */
export function makeWalletSessionEndProcessor(client: AppsOAuthClient): IProcessor {
	return {
		id: SESSION_END,
		processor: (context, read, modify, _http, persistence) => {
			const stores = makeStores(read, persistence);
			const now = toUnixSeconds(Date.now());
			return endWalletSession(context as unknown as SessionEnd, {
				appsOAuthClient: client,
				stores,
				persistence,
				read,
				modify,
				now,
			});
		},
	};
}
