import { sha256 } from '../keys/digest';
import type { Context } from '../provider/Context';
import { readAccountOfToken } from './accessToken';
import type { Session } from './Session';

/** What a client's token is, whether or not it has expired. */
export interface FoundToken {
	readonly type: 'access' | 'refresh' | 'used refresh';
	readonly session: Session;
}

/** Finds what a token of any kind belongs to; undefined when it is none, or its session has ended. */
export async function findToken(
	token: string,
	{ stores: { accounts, sessions }, keys }: Pick<Context, 'stores' | 'keys'>,
): Promise<FoundToken | undefined> {
	const hash = sha256(token);
	const account = readAccountOfToken(token, keys.accessToken);
	if (account === 'forged') {
		return undefined;
	}
	if (account) {
		const session = (await accounts.read(account)).findSession(hash);
		return session && { type: 'access', session };
	}
	const [former, owner] = await Promise.all([
		sessions.findByFormerAccessHash(hash),
		sessions.findByRefreshHash(hash),
	]);
	if (former) {
		return { type: 'access', session: former };
	}
	return (
		owner?.session && { type: owner.kind === 'used' ? 'used refresh' : 'refresh', session: owner.session }
	);
}
