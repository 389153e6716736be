import type { Subcommand } from './WalletCall';

/** A subcommand that only admins of the workspace (role admin) may use; others are told so. */
export function asAdmin(subcommand: Subcommand): Subcommand {
	return async (call) =>
		call.user.roles?.includes('admin') ? subcommand(call) : { text: call.say('wallet_admin_only') };
}
