import { assertMayUse, findWallet, type Wallet } from '../identity/findWallet';
import type { Configuration } from '../provider/Configuration';
import type { IssuedTokens, Lifetimes } from '../session/Session';
import type { Stores } from '../store/Stores';
import type { UnixSeconds } from '../time/UnixSeconds';
import { admitNewcomer } from './newcomers';
import { assertNotBurned, redeemCode } from './redeemCode';
import type { VerifiedChallenge } from './verifyChallenge';

/**
 * Opens the session that a verified answer asks for: at most once, and only for a wallet that may log in.
 * @throws OAuthError access_denied, or invalid_grant when the answer was used before
 */
export async function openSession(
	verified: VerifiedChallenge,
	lifetimes: Lifetimes,
	provider: Configuration,
	stores: Stores,
	now: UnixSeconds,
): Promise<{ wallet: Wallet; issued: IssuedTokens }> {
	assertNotBurned(verified);
	const wallet = await findWallet(verified.account, stores, provider);
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
