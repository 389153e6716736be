import type { Account } from '../ethereum/account';
import { makeTag } from './walletTag';

/** A placeholder e-mail address, for workspaces that want one. It is as hard to guess as the username. */
export function makePlaceholderEmail(account: Account, key: Buffer, domain: string): string {
	return `${account}.${makeTag(account, key)}@${domain}`;
}
