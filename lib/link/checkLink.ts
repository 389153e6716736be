import { parseCode } from '../login/authorizationCode';
import { checkWallet } from '../login/checkWallet';
import { verifyChallenge } from '../login/verifyChallenge';
import { OAuthError } from '../oauth/OAuthError';
import { readParameters } from '../oauth/parameters';
import type { Context } from '../provider/Context';
import { makeSessionKey, type SessionIdentity } from '../session/Session';
import { findTicket, type LinkTicket, useTicket } from './linkTicket';

/** A user's right to link a wallet, which is used up by now. */
export interface CheckedLink {
	readonly ticket: LinkTicket;
	readonly username: string;
	/** That the code opens. */
	readonly session: SessionIdentity;
}

/**
 * Checks that a user with a ticket has signed for exactly this, in a browser that is nobody else's, and uses the
 * ticket up.
 * @param query of the callback
 * @param loggedInUserIds who is logged in to Rocket.Chat in this browser, as its cookies say
 * @throws OAuthError access_denied, or what `verifyChallenge` throws
 */
export async function checkLink(
	query: unknown,
	loggedInUserIds: readonly string[],
	context: Context,
): Promise<CheckedLink> {
	const { tickets, users } = context.stores;
	const { code, state } = readParameters(query, ['code', 'state']);
	if (code === undefined) {
		throw new OAuthError('cancelled');
	}
	const verified = verifyChallenge(parseCode(code), context);
	const { account, challenge } = verified;
	const { jti } = challenge;
	const { purpose } = challenge.binding;
	if (purpose.kind !== 'link' || purpose.userId !== state) {
		throw new OAuthError('link_state');
	}
	if (loggedInUserIds.some((id) => id !== purpose.userId)) {
		throw new OAuthError('other_browser');
	}
	// Minutes may have passed since the page was opened.
	if (!(await users.byId(purpose.userId))?.isActive) {
		throw new OAuthError('user_deactivated');
	}
	const ticket = await findTicket(purpose, tickets, context.now);
	await checkWallet(verified, context);
	await useTicket(ticket, tickets);
	const session = { key: makeSessionKey(jti, account), jti, account };
	return { ticket, username: purpose.username, session };
}
