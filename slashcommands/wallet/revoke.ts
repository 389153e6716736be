import type { Subcommand } from './WalletCall';

/** Ends the user's session and removes the token that the Apps-Engine's client keeps. */
export const revoke: Subcommand = async ({ say, user, appsOAuthClient: client, read, persistence }) => {
	if (!(await client.readStoredToken(user))?.token) {
		return { text: say('wallet_no_session') };
	}
	await client.revoke(user, { read, persistence });
	return { text: `${say('wallet_revoked')}\n${say('wallet_still_signed_in')}` };
};
