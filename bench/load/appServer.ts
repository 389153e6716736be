// tsx bench/load/appServer.ts <zip> <wallets> <message> [engine]: the app in a workspace, as a process of its own.
import { readFile } from 'node:fs/promises';
import type { EngineVersion } from 'rocketchat-app-workspace/engines';
import type { Account } from '../../lib/ethereum/account';
import { processOf } from '../appRuntime';
import { startBenchSite } from '../benchSite';
import { plantUsers } from '../plantUsers';
import type { AppServer } from './loadServer';
import { serve } from './serve';
import { loadWallets } from './wallets';

const HOUR = 3_600_000;

const [zip = '', wallets = '0', message = 'eip712', engine] = process.argv.slice(2);
const site = await startBenchSite(await readFile(zip), engine as EngineVersion | undefined);
const { workspace, app, registration, emptyApp, emptyUrl } = site;
await workspace.apps.setSetting(app.getID(), 'sign-in-message', message);
await plantUsers(
	workspace,
	app.getID(),
	loadWallets(Number(wallets)).map(({ account }) => account as Account),
);
const server: AppServer = {
	registration,
	emptyUrl,
	processes: { server: process.pid, app: processOf(app).pid },
	emptyProcesses: { server: process.pid, app: processOf(emptyApp).pid },
};
serve(server, {
	async rest() {
		// What was kept expires and is swept, or the store would grow from round to round.
		workspace.clock.advance(2 * HOUR);
		await workspace.jobs.runDue();
	},
	stop: () => workspace.stop(),
});
