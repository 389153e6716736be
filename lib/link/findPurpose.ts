import type { UserId } from '../identity/User';
import { sha256 } from '../keys/digest';
import type { Purpose } from '../login/Binding';
import { OAuthError } from '../oauth/OAuthError';
import type { ReturnAddress } from '../oauth/parseReturnAddress';
import type { Context } from '../provider/Context';
import { findTicket } from './linkTicket';

/**
 * What an authorization request is for. At the client behind `/wallet`, a user links a wallet, and needs a ticket
 * for it: that client's `state` is the user's id, which everybody may know.
 * @throws OAuthError access_denied without a ticket that is this user's and has not expired
 */
export async function findPurpose(
	{ client, state = '', parameters }: ReturnAddress,
	{ stores: { tickets, users }, now }: Pick<Context, 'stores' | 'now'>,
): Promise<Purpose> {
	if (client.kind !== 'wallet') {
		return { kind: 'login' };
	}
	const ticketHash = sha256(parameters.ticket ?? '');
	const [, user] = await Promise.all([
		findTicket({ ticketHash, userId: state as UserId }, tickets, now),
		users.byId(state),
	]);
	if (!user?.isActive) {
		throw new OAuthError('user_deactivated');
	}
	return { kind: 'link', userId: user.id, username: user.username, ticketHash };
}
