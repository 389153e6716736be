import type { RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import type { Account } from '../ethereum/account';
import { makeAssociation } from './makeAssociation';

/** Everything that is kept of an account has this key, so that one read gives all of it. */
export function associateAccount(account: Account): RocketChatAssociationRecord {
	// The key under which 0.1.0 kept whose a wallet is.
	return makeAssociation('wallet', account);
}

/** What an account can lose when a minute is over. An account that logs in often would wait long for the sweep. */
export function associateAccountMinute(account: Account, minute: number): RocketChatAssociationRecord {
	return makeAssociation('wallet-minute', `${account} ${minute}`);
}
