import { isAdmin } from '../../lib/host/admins';
import type { Subcommand } from './WalletCall';

export const help: Subcommand = async ({ say, user }) => {
	const forAdmins = isAdmin(user) ? [say('wallet_help_admin')] : [];
	return { text: [say('wallet_help'), ...forAdmins].join('\n') };
};
