import type { Context } from '../provider/Context';
import { getReplayGuardEnd, type SessionIdentity } from '../session/Session';
import type { LinkedSession } from './linkWallet';

/**
 * Undoes what was done before the engine's client has failed to keep its token.
 * @param session that the code opened, if it did
 */
export async function undoLink(
	session: SessionIdentity,
	linked: LinkedSession | undefined,
	{ stores: { sessions, wallets }, now }: Pick<Context, 'stores' | 'now'>,
): Promise<void> {
	await sessions.end(session, getReplayGuardEnd(now));
	if (linked?.attempt) {
		await wallets.unlinkAttempt(linked.attempt);
	}
}
