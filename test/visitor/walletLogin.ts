import {
	type LoggedIn,
	type ServiceLogin,
	loginThroughClassic as throughClassic,
	loginThroughModern as throughModern,
} from 'rocketchat-app-workspace/visitor';
import { authorizeWithWallet } from './authorizeWithWallet';
import type { Wallet } from './wallet';

/** A login with a wallet through one of Rocket.Chat's clients. */
export interface WalletLogin extends Omit<ServiceLogin, 'authorize'> {
	wallet: Wallet;
}

/** Logs in through the classic client. @throws LoginFailed with what the visitor would read */
export async function loginThroughClassic(site: string, login: WalletLogin): Promise<LoggedIn> {
	return throughClassic(site, withWallet(login));
}

/** Logs in through the modern client. @throws LoginFailed with what the visitor would read */
export async function loginThroughModern(site: string, login: WalletLogin): Promise<LoggedIn> {
	return throughModern(site, withWallet(login));
}

function withWallet({ wallet, ...login }: WalletLogin): ServiceLogin {
	return { ...login, authorize: (visitor, url) => authorizeWithWallet(visitor, url, wallet) };
}
