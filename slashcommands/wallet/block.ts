import { checksumAddress, parseAccount } from '../../lib/ethereum/account';
import { closeSessions } from '../../lib/link/closeSessions';
import { asAdmin } from './asAdmin';

/** Refuses a wallet from now on, whoever's it is, and ends its sessions. */
export const block = asAdmin(async (call) => {
	const { words, say, stores, now } = call;
	const account = parseAccount(words[0]);
	if (!account) {
		return { text: say('wallet_block_usage') };
	}
	const owner = await stores.wallets.ownerOf(account);
	if (owner?.kind !== 'blocked') {
		await stores.wallets.block(account, owner?.userId ?? '', now);
	}
	// Sessions that are opened at this very moment are of no use: every request looks the wallet up.
	await closeSessions(await stores.sessions.sessionsOfAccount(account), call);
	const blocked = say('wallet_blocked', { address: checksumAddress(account) });
	return { text: `${blocked}\n${say('wallet_logins_stay')}` };
});
