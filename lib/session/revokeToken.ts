import { sha256 } from '../keys/digest';
import type { Context } from '../provider/Context';
import { getReplayGuardEnd } from './Session';

/** Ends the session of an access or refresh token (RFC 7009 2.1); an unknown token is nothing to revoke. */
export async function revokeToken(
	token: string,
	{ stores, now }: Pick<Context, 'stores' | 'now'>,
): Promise<void> {
	const { sessions } = stores;
	const hash = sha256(token);
	const [byAccess, byRefresh] = await Promise.all([
		sessions.byAccessHash(hash),
		sessions.byRefreshHash(hash),
	]);
	const jti = byAccess?.jti ?? (byRefresh?.kind === 'session' ? byRefresh.session.jti : byRefresh?.jti);
	if (jti) {
		await sessions.end(jti, getReplayGuardEnd(now));
	}
}
