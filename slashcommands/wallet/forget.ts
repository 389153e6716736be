import { parseAccount, toChecksumAddress } from '../../lib/ethereum/account';
import { listUserWallets } from '../../lib/identity/listUserWallets';
import { endSessionsAndTokens } from '../../lib/link/endSessionsAndTokens';
import type { Subcommand } from './WalletCall';

/** Unlinks a wallet of the user, unless that would lock the user out. */
export const forget: Subcommand = async (call) => {
	const { say, words, user, place, stores } = call;
	const account = parseAccount(words[0]);
	if (!account) {
		return { text: say('wallet_forget_usage') };
	}
	const address = toChecksumAddress(account);
	const owned = await listUserWallets(place.userId, stores);
	const wallet = owned.find((candidate) => candidate.account === account);
	if (!wallet) {
		return { text: say('wallet_forget_not_yours', { address }) };
	}
	if (wallet.kind === 'created') {
		return { text: say('wallet_forget_own', { address }) };
	}
	if (owned.length === 1 && (user.emails ?? []).length === 0) {
		return { text: say('wallet_forget_only_way', { address }) };
	}
	await stores.wallets.unlink(account);
	await endSessionsAndTokens(await stores.sessions.listByAccount(account), call);
	return { text: `${say('wallet_forgotten', { address })}\n${say('wallet_still_signed_in')}` };
};
