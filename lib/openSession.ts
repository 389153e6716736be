import { admitNewcomer } from './newcomers';
import type { Provider } from './provider';
import { assertNotBurned, redeemCode } from './redeemCode';
import type { IssuedTokens, Lifetimes } from './session';
import type { Stores } from './store/Stores';
import type { UnixSeconds } from './time';
import type { VerifiedAnswer } from './verifyAnswer';
import { assertMayUse, findWalletUser, type WalletUser } from './walletUser';

/**
 * Opens the session that a verified answer asks for: at most once, and only for a wallet that may log in.
 * @throws OAuthError access_denied, or invalid_grant when the answer was used before
 */
export async function openSession(
	verified: VerifiedAnswer,
	lifetimes: Lifetimes,
	provider: Provider,
	stores: Stores,
	now: UnixSeconds,
): Promise<{ wallet: WalletUser; issued: IssuedTokens }> {
	assertNotBurned(verified);
	const wallet = await findWalletUser(verified.account, stores, provider);
	await assertMayUse(wallet, verified, provider.settings, stores, now);
	// A wallet that somebody connects to their user makes none.
	if (!wallet.user && verified.challenge.linkUserId === '') {
		await admitNewcomer(wallet.account, provider.settings, stores.wallets, now);
	}
	const issued = await redeemCode(verified, lifetimes, stores.sessions, now);
	if (wallet.user && !wallet.recorded) {
		await stores.wallets.recordCreated(wallet.account, wallet.user.id, now);
	}
	return { wallet, issued };
}
