import { isAdmin } from '../../lib/host/admins';
import type { Subcommand } from './WalletCall';

/**
 * A subcommand that only admins of the workspace (role admin) may use; others are told so. Who uses it is
 * remembered: the bot may have something to tell them.
 */
export function asAdmin(subcommand: Subcommand): Subcommand {
	return async (call) => {
		if (!isAdmin(call.user)) {
			return { text: call.say('wallet_admin_only') };
		}
		await call.stores.admins.remember(call.user.id);
		return subcommand(call);
	};
}
