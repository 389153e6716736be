import type { UserId } from '../identity/User';
import { sha256 } from '../keys/digest';
import { OAuthError } from '../oauth/OAuthError';
import type { Context } from '../provider/Context';
import type { LinkSession } from '../session/Session';

/** A wallet that has been linked to a user. */
export interface LinkedSession {
	/** The session of `/wallet` that was opened with it. */
	readonly session: LinkSession;
	/** What made the link; undefined when the wallet was this user's before. */
	readonly attempt: string | undefined;
}

/**
 * Links the wallet of a session to the user that the session was opened for.
 * @param accessToken of that session; none when the client got none
 * @throws OAuthError when there is no token, or not this user's, or the wallet is another user's by now
 */
export async function linkWallet(
	accessToken: string | undefined,
	userId: UserId,
	{ stores: { sessions, wallets }, now }: Pick<Context, 'stores' | 'now'>,
): Promise<LinkedSession> {
	const session = accessToken ? await sessions.findByUser(userId, sha256(accessToken)) : undefined;
	if (!session) {
		throw new OAuthError('link_state');
	}
	const { isLinked, attempt } = await wallets.link(session.account, userId, now);
	if (!isLinked) {
		throw new OAuthError('wallet_of_another');
	}
	return { session: { ...session, userId }, attempt };
}
