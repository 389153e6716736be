import { parseAccount, toChecksumAddress } from '../../lib/ethereum/account';
import { endSessionsAndTokens } from '../../lib/link/endSessionsAndTokens';
import { onlyForAdmins } from './onlyForAdmins';

/** Blocks a wallet, whether it has a user or not, and ends its sessions. */
export const block = onlyForAdmins(async (call) => {
	const { words, say, stores, now } = call;
	const account = parseAccount(words[0]);
	if (!account) {
		return { text: say('wallet_block_usage') };
	}
	const owner = await stores.wallets.findOwner(account);
	if (owner?.kind !== 'blocked') {
		await stores.wallets.block(account, owner?.userId, now);
	}
	// A session that is opened meanwhile is of no use: every request looks the wallet up.
	await endSessionsAndTokens(await stores.sessions.listByAccount(account), call);
	const blocked = say('wallet_blocked', { address: toChecksumAddress(account) });
	return { text: `${blocked}\n${say('wallet_logins_stay')}` };
});
