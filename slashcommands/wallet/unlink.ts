import { parseAccount, toChecksumAddress } from '../../lib/ethereum/account';
import { listUserWallets } from '../../lib/identity/listUserWallets';
import { endSessionsAndTokens } from '../../lib/link/endSessionsAndTokens';
import { onlyForAdmins } from './onlyForAdmins';

/** Unlinks a user's wallets, or one of them, and ends their sessions. */
export const unlink = onlyForAdmins(async (call) => {
	const { words, say, stores } = call;
	const [name, address] = [words[0]?.replace(/^@/, ''), words[1]];
	const account = parseAccount(address);
	if (!name || (address !== undefined && !account)) {
		return { text: say('wallet_unlink_usage') };
	}
	const user = await stores.users.byName(name);
	if (!user) {
		return { text: say('wallet_user_unknown', { name }) };
	}
	const owned = await listUserWallets(user.id, stores);
	const chosen = owned.filter((wallet) => account === undefined || wallet.account === account);
	if (chosen.length === 0) {
		return { text: say('wallet_unlink_none', { name }) };
	}
	const lines: string[] = [];
	for (const wallet of chosen) {
		if (wallet.kind === 'linked') {
			await stores.wallets.unlink(wallet.account);
		}
		await endSessionsAndTokens(await stores.sessions.listByAccount(wallet.account), call);
		const key = wallet.kind === 'linked' ? 'wallet_unlinked' : 'wallet_unlink_own';
		lines.push(say(key, { name, address: toChecksumAddress(wallet.account) }));
	}
	return { text: [...lines, say('wallet_logins_stay')].join('\n') };
});
