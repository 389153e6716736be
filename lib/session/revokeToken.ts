import type { Context } from '../provider/Context';
import { findToken } from './findToken';
import { getReplayGuardEnd } from './Session';

/** Ends the session of an access or refresh token (RFC 7009 2.1); an unknown token is nothing to revoke. */
export async function revokeToken(
	token: string,
	context: Pick<Context, 'stores' | 'keys' | 'now'>,
): Promise<void> {
	const found = await findToken(token, context);
	if (found) {
		await context.stores.sessions.end(found.session, getReplayGuardEnd(context.now));
	}
}
