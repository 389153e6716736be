import { makeLinkBlock } from '../../lib/host/blocks';
import { issueTicket } from '../../lib/link/linkTicket';
import type { Subcommand } from './WalletCall';

/** Gives a button that opens the wallet page, to link one wallet. */
export const login: Subcommand = async ({
	user,
	place,
	say,
	appId,
	appsOAuthClient: client,
	stores,
	read,
	now,
}) => {
	const ticket = await issueTicket(place, stores.tickets, now);
	const url = await client.makeAuthorizationUrl(user, ticket, read);
	return {
		text: say('wallet_login', { user: user.username }),
		blocks: [makeLinkBlock(appId, say('wallet_login_button'), url)],
	};
};
