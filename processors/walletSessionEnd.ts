import type { IJobContext, IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { openStores } from '../lib/host/openStores';
import { sha256 } from '../lib/keys/digest';
import type { AppsOAuthClient } from '../lib/link/appsOAuth/AppsOAuthClient';
import { SESSION_END, type SessionEnd, sayGoodbye } from '../lib/link/walletSession';
import { isLinkSession } from '../lib/session/Session';
import { toUnixSeconds } from '../lib/time/UnixSeconds';

/**
 * Runs once at the end of each session of `/wallet`: removes the token that the Apps-Engine's client keeps for
 * ever, if it still is that session's, and tells the user.
 */
export function walletSessionEndProcessor(client: AppsOAuthClient): IProcessor {
	return {
		id: SESSION_END,
		processor: async (context: IJobContext, read, modify, _http, persistence) => {
			const { userId, jti } = context as unknown as SessionEnd;
			const stored = await client.storedToken({ id: userId });
			if (!stored?.token) {
				return;
			}
			const session = await openStores(read, persistence).sessions.byAccessHash(sha256(stored.token));
			const isOver = !session || toUnixSeconds(Date.now()) >= session.expiresAt;
			if (isOver && (!session || session.jti === jti)) {
				await client.forget(userId, persistence);
				if (session && isLinkSession(session)) {
					await sayGoodbye(session, read, modify);
				}
			}
		},
	};
}
