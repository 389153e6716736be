import { assertPurposeAllowed } from '../identity/access';
import { findWallet } from '../identity/findWallet';
import { countNewcomer } from '../identity/newcomers';
import type { Client } from '../oauth/Client';
import { chooseLifetimes } from '../oauth/lifetimes';
import { OAuthError } from '../oauth/OAuthError';
import { parseScopes } from '../oauth/scopes';
import type { Context } from '../provider/Context';
import type { ActiveGrant } from '../session/ActiveGrant';
import type { IssuedTokens } from '../session/issueTokens';
import { redeemCode } from './redeemCode';
import type { VerifiedChallenge } from './verifyChallenge';

/** A session that has just been opened. */
export interface OpenedSession {
	readonly grant: ActiveGrant;
	readonly tokens: IssuedTokens;
}

/**
 * Opens the session that a verified challenge asks for: at most once, and only for a wallet that may log in.
 * @throws OAuthError access_denied, or invalid_grant when the code was used before
 */
export async function openSession(
	verified: VerifiedChallenge,
	client: Client,
	context: Context,
): Promise<OpenedSession> {
	const { settings, stores, caches, now } = context;
	const { jti, binding } = verified.challenge;
	// Before anything is looked up for it: a code that is sent again and again costs the store nothing.
	if (caches.usedCodes.has(jti)) {
		throw new OAuthError('code_used');
	}
	const wallet = await findWallet(verified.account, context);
	await assertPurposeAllowed(wallet, binding.purpose, context);
	// A wallet that is being linked creates no user.
	if (wallet.kind === 'new' && binding.purpose.kind === 'login') {
		await countNewcomer(wallet.account, context);
	}
	const lifetimes = chooseLifetimes(client, parseScopes(binding.scope), settings);
	const tokens = await redeemCode(verified, lifetimes, context);
	if (wallet.kind === 'created' && !wallet.isRecorded) {
		await stores.wallets.recordCreated(wallet.account, wallet.user.id, now);
	}
	return { grant: { client, session: tokens.session, wallet } as ActiveGrant, tokens };
}
