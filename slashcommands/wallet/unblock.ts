import { parseAccount, toChecksumAddress } from '../../lib/ethereum/account';
import { unblockWallet } from '../../lib/identity/unblockWallet';
import { onlyForAdmins } from './onlyForAdmins';

/** Lets a blocked wallet log in again. */
export const unblock = onlyForAdmins(async ({ words, say, stores, now }) => {
	const account = parseAccount(words[0]);
	if (!account) {
		return { text: say('wallet_block_usage') };
	}
	const lifted = await unblockWallet(account, stores, now);
	return {
		text: say(lifted ? 'wallet_unblocked' : 'wallet_not_blocked', { address: toChecksumAddress(account) }),
	};
});
