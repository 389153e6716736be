import type { Subcommand } from './WalletCall';

export const help: Subcommand = async ({ say, user }) => {
	const forAdmins = user.roles?.includes('admin') ? [say('wallet_help_admin')] : [];
	return { text: [say('wallet_help'), ...forAdmins].join('\n') };
};
