import { assertPurposeAllowed } from '../identity/access';
import { findWallet } from '../identity/findWallet';
import { assertNewUserAllowed } from '../identity/newcomers';
import { readAccount } from '../identity/readAccount';
import type { Wallet } from '../identity/Wallet';
import type { Context } from '../provider/Context';
import type { VerifiedChallenge } from './verifyChallenge';

/**
 * Finds the wallet that has signed, and refuses it if it may not do what was signed. Nothing is stored: `openSession`
 * checks again.
 * @throws OAuthError access_denied
 */
export async function checkWallet(
	{ account, challenge }: VerifiedChallenge,
	context: Context,
): Promise<Wallet> {
	const { purpose } = challenge.binding;
	const wallet = await findWallet(await readAccount(account, context), context);
	assertPurposeAllowed(wallet, purpose, context.settings);
	if (wallet.kind === 'new' && purpose.kind !== 'link') {
		await assertNewUserAllowed(account, context);
	}
	return wallet;
}
