import { sha256 } from '../keys/digest';
import type { ChallengeSubject } from '../login/challenge';
import type { ReturnAddress } from '../oauth/authorizationRequest';
import { OAuthError } from '../oauth/OAuthError';
import type { Stores } from '../store/Stores';
import type { UnixSeconds } from '../time/UnixSeconds';
import { openTicket } from './linkTicket';

/**
 * Completes what an authorization request is about: at the client behind `/wallet`, a user connects a wallet,
 * and has to have a ticket for it. That client's `state` is the user's id, which everybody may know.
 *
 * @throws OAuthError access_denied without a ticket that is this user's and still good
 */
export async function linkSubject(
	subject: ChallengeSubject,
	{ client, parameters }: ReturnAddress,
	{ tickets, users }: Stores,
	now: UnixSeconds,
): Promise<ChallengeSubject> {
	if (client.kind !== 'wallet') {
		return subject;
	}
	const [ticket, user] = await Promise.all([
		openTicket(sha256(parameters.ticket), subject.state, tickets, now),
		users.byId(subject.state),
	]);
	if (!user?.active) {
		throw new OAuthError('user_deactivated');
	}
	return { ...subject, linkUserId: user.id, linkUsername: user.username, ticketHash: ticket.hash };
}
