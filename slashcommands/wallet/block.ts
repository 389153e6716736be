import { checksumAddress, parseAccount } from '../../lib/ethereum/account';
import { closeSessions } from '../../lib/link/closeSessions';
import { asAdmin } from './asAdmin';

/** Blocks a wallet, whether it has a user or not, and ends its sessions. */
export const block = asAdmin(async (call) => {
	const { words, say, stores, now } = call;
	const account = parseAccount(words[0]);
	if (!account) {
		return { text: say('wallet_block_usage') };
	}
	const owner = await stores.wallets.ownerOf(account);
	if (owner?.kind !== 'blocked') {
		await stores.wallets.block(account, owner?.userId, now);
	}
	// A session that is opened meanwhile is of no use: every request looks the wallet up.
	await closeSessions(await stores.sessions.sessionsOfAccount(account), call);
	const blocked = say('wallet_blocked', { address: checksumAddress(account) });
	return { text: `${blocked}\n${say('wallet_logins_stay')}` };
});
