import type { IAuthData } from '@rocket.chat/apps-engine/definition/oauth2/IOAuth2';
import { sha256 } from '../../lib/keys/digest';
import type { Session } from '../../lib/session/Session';
import type { WalletCall } from './WalletCall';

/** The token that the Apps-Engine's client keeps for a user, with the live session that it belongs to. */
export interface StoredSession {
	readonly stored: IAuthData;
	readonly session: Session;
}

/** Gives the user's session, or why there is none: nothing connected, or a session that is over. */
export async function storedSession({
	user,
	client,
	stores,
	now,
}: WalletCall): Promise<StoredSession | 'wallet_no_session' | 'wallet_session_gone'> {
	const stored = await client.storedToken(user);
	if (!stored?.token) {
		return 'wallet_no_session';
	}
	const session = await stores.sessions.byAccessHash(sha256(stored.token));
	return session && now < session.expiresAt ? { stored, session } : 'wallet_session_gone';
}
