import type { IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IAuthData } from '@rocket.chat/apps-engine/definition/oauth2/IOAuth2';
import { sha256 } from '../keys/digest';
import { OAuthError } from '../oauth/OAuthError';
import { openStores, type Stores } from '../store/Stores';
import { toUnixSeconds } from '../time/UnixSeconds';
import type { InProcessHttp } from './InProcessHttp';

/**
 * Connects a wallet to a user when the Apps-Engine's client has got tokens. Throwing is the one thing that
 * keeps that client from saving what it got over a good record.
 *
 * @throws OAuthError when there are no tokens, or not this user's, or the wallet is another user's by now
 */
export async function linkWallet(
	tokens: IAuthData | undefined,
	user: { readonly id: string },
	http: InProcessHttp,
	read: IRead,
	persistence: IPersistence,
): Promise<undefined> {
	if (http.failure) {
		throw http.failure;
	}
	try {
		http.connected = await connect(tokens, user, openStores(read, persistence));
	} catch (error) {
		http.failure = error;
		throw error;
	}
	return undefined;
}

async function connect(
	tokens: IAuthData | undefined,
	user: { readonly id: string },
	{ sessions, wallets }: Stores,
): Promise<NonNullable<InProcessHttp['connected']>> {
	const session = tokens?.token ? await sessions.byAccessHash(sha256(tokens.token)) : undefined;
	if (!session || session.userId !== user.id) {
		throw new OAuthError('link_state');
	}
	const { isLinked, attempt } = await wallets.link(session.account, user.id, toUnixSeconds(Date.now()));
	if (!isLinked) {
		throw new OAuthError('wallet_of_another');
	}
	return { session, attempt };
}
