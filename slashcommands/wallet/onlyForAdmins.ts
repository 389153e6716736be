import { isAdmin } from '../../lib/host/admins';
import type { Subcommand } from './WalletCall';

/** Lets only the workspace's admins use a subcommand, and remembers them: the bot may have to message them. */
export function onlyForAdmins(subcommand: Subcommand): Subcommand {
	return async (call) => {
		if (!isAdmin(call.user)) {
			return { text: call.say('wallet_admin_only') };
		}
		await call.stores.admins.remember(call.place.userId);
		return subcommand(call);
	};
}
