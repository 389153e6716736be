import type { Workspace } from '../../workspace/index';
import type { LoggedIn } from '../../workspace/visitor/completeLogin';
import { loginThroughClassic } from '../../workspace/visitor/loginThroughClassic';
import { loginThroughModern } from '../../workspace/visitor/loginThroughModern';
import { SERVICE } from './recommendedOAuth.js';
import { throwAwayWallet } from './throwAwayWallet.js';

const MODERN_SWITCH = 'Accounts_OAuth_Use_Modern_Flow';

/**
 * Logs a new wallet in through Rocket.Chat's classic Custom OAuth client, which creates its user, and again
 * through the modern one, which has to find that user. Says what happened.
 * @throws LoginFailed with what the visitor would read, or Error when the second login is another user's
 */
export async function logInThroughBothClients({ url, settings }: Workspace): Promise<void> {
	const wallet = throwAwayWallet();
	console.log(`\nThe wallet ${wallet.account}, made for this, logs in:`);
	const first = await loginThroughClassic(url, { service: SERVICE, wallet });
	console.log(`- through Rocket.Chat's classic client, for the first time: as ${userOf(first)}`);

	const switchedOn = settings.enabled(MODERN_SWITCH);
	await settings.set(MODERN_SWITCH, true);
	const second = await loginThroughModern(url, { service: SERVICE, wallet });
	await settings.set(MODERN_SWITCH, switchedOn);
	console.log(`- through Rocket.Chat's modern client, with PKCE: as ${userOf(second)}`);
	if (first.userId !== second.userId) throw new Error('the two clients logged the wallet in as two users');
}

function userOf({ user, userId }: LoggedIn): string {
	return `@${user.username} (user ${userId})`;
}
