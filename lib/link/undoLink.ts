import type { Jti } from '../login/challenge';
import type { Context } from '../provider/Context';
import { getReplayGuardEnd } from '../session/Session';
import type { LinkedSession } from './linkWallet';

/**
 * Undoes what was done before the engine's client has failed to keep its token.
 * @param jti of the session, if one was opened
 */
export async function undoLink(
	jti: Jti,
	linked: LinkedSession | undefined,
	{ stores: { sessions, wallets }, now }: Pick<Context, 'stores' | 'now'>,
): Promise<void> {
	await sessions.end(jti, getReplayGuardEnd(now));
	if (linked?.attempt) {
		await wallets.unlinkAttempt(linked.attempt);
	}
}
