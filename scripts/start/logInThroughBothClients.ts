import type { RunningWorkspace } from 'rocketchat-app-workspace';
import type { LoggedIn } from 'rocketchat-app-workspace/visitor';
import type { Wallet } from '../../test/visitor/wallet';
import { loginThroughClassic, loginThroughModern } from '../../test/visitor/walletLogin';
import { SERVICE } from './recommendedOAuth';

const MODERN_SWITCH = 'Accounts_OAuth_Use_Modern_Flow';

/**
 * Logs a wallet in through Rocket.Chat's classic Custom OAuth client, which creates its user the first time, and
 * again through the modern one, which has to find that user. Says what happened.
 * @throws LoginFailed with what the visitor would read, or Error when the second login is another user's
 */
export async function logInThroughBothClients(
	{ url, settings }: RunningWorkspace,
	wallet: Wallet,
): Promise<void> {
	const first = await loginThroughClassic(url, { service: SERVICE, wallet });
	console.log(`- through Rocket.Chat's classic client: as ${userOf(first)}`);

	const switchedOn = settings.enabled(MODERN_SWITCH);
	await settings.set(MODERN_SWITCH, true);
	try {
		const second = await loginThroughModern(url, { service: SERVICE, wallet });
		console.log(`- through Rocket.Chat's modern client, with PKCE: as ${userOf(second)}`);
		if (first.userId !== second.userId) {
			throw new Error('the two clients logged the wallet in as two users');
		}
	} finally {
		await settings.set(MODERN_SWITCH, switchedOn);
	}
}

function userOf({ user, userId }: LoggedIn): string {
	return `@${user.username} (user ${userId})`;
}
