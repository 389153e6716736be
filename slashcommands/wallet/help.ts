import type { Subcommand } from './WalletCall';

export const help: Subcommand = async ({ say }) => ({ text: say('wallet_help') });
