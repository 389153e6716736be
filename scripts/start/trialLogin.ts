import { join } from 'node:path';
import type { RunningWorkspace } from 'rocketchat-app-workspace';
import { LoginFailed } from 'rocketchat-app-workspace/visitor';
import { logInThroughBothClients } from './logInThroughBothClients';
import { readOrCreateKey } from './readOrCreateKey';
import { throwAwayWallet } from './throwAwayWallet';

/**
 * Tries the login out with a wallet that is kept in `dataDir`, so that not every start adds a user. A refusal is
 * said and no more: the app's settings may mean it so.
 */
export async function tryLogin(workspace: RunningWorkspace, dataDir: string): Promise<void> {
	try {
		const wallet = throwAwayWallet(await readOrCreateKey(join(dataDir, 'trial-wallet.key')));
		console.log(`\nThe wallet ${wallet.account}, made for this, logs in:`);
		await logInThroughBothClients(workspace, wallet);
	} catch (error) {
		console.log(`The trial login was refused: ${reason(error)}`);
	}
}

function reason(error: unknown): string {
	if (error instanceof LoginFailed && error.shown) {
		return error.shown;
	}
	return error instanceof Error ? error.message : String(error);
}
