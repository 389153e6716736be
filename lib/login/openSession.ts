import { assertPurposeAllowed } from '../identity/access';
import { findWallet } from '../identity/findWallet';
import { countNewcomer } from '../identity/newcomers';
import type { AccountState } from '../identity/readAccount';
import type { Wallet } from '../identity/Wallet';
import type { Client } from '../oauth/Client';
import { chooseLifetimes } from '../oauth/lifetimes';
import { parseScopes } from '../oauth/scopes';
import type { Context } from '../provider/Context';
import type { ActiveGrant } from '../session/ActiveGrant';
import { type IssuedTokens, issueSession } from '../session/issueTokens';
import { limitSessions } from '../session/limitSessions';
import type { Purpose } from './Binding';
import { redeemCode } from './redeemCode';
import type { VerifiedChallenge } from './verifyChallenge';

/** A session that has just been opened. */
export interface OpenedSession {
	readonly grant: ActiveGrant;
	readonly tokens: IssuedTokens;
}

/**
 * Opens the session that a verified challenge asks for: at most once, and only for a wallet that may log in. The code
 * is redeemed first, so that one read gives the account's sessions and its wallet.
 * @throws OAuthError access_denied, or invalid_grant when the code was used before
 */
export async function openSession(
	verified: VerifiedChallenge,
	client: Client,
	context: Context,
): Promise<OpenedSession> {
	const { settings, stores } = context;
	const { purpose, scope } = verified.challenge.binding;
	const source = { client, scopes: parseScopes(scope), isFrame: purpose.kind === 'frame' };
	const lifetimes = chooseLifetimes(source, settings);
	const tokens = issueSession(verified, { client, lifetimes }, context);
	const { session } = tokens;
	const state = await redeemCode(session, context);
	try {
		const wallet = await admitWallet(state, purpose, context);
		await limitSessions(session, state.records, context);
		return { grant: { client, session, wallet } as ActiveGrant, tokens };
	} catch (error) {
		// Nobody gets its tokens, so the code may come again: the wallet may be unblocked, or the store answer.
		await stores.sessions.removeRecord(session).catch(() => undefined);
		throw error;
	}
}

/** @throws OAuthError access_denied */
async function admitWallet(state: AccountState, purpose: Purpose, context: Context): Promise<Wallet> {
	const { account } = state;
	const wallet = await findWallet(state, context);
	assertPurposeAllowed(wallet, purpose, context.settings);
	// A wallet that is being linked creates no user.
	if (wallet.kind === 'new' && purpose.kind !== 'link') {
		await countNewcomer(account, context);
	}
	if (wallet.kind === 'created' && !wallet.isRecorded) {
		await context.stores.wallets.recordCreated(account, wallet.user.id, context.now);
	}
	return wallet;
}
