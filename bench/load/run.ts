// npm run bench:load: whole logins under load, in two tables and the plot of docs/performance.md. Timings are no test.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../../scripts/package/buildPackage';
import { KeepAliveClient } from '../keepAliveClient';
import { Contest, type Contestant } from './contest';
import { drawPlot } from './drawPlot';
import { FLOODS, measureUnderFlood } from './floods';
import { type AppServer, type LoadServer, type PeerServer, startLoadServer } from './loadServer';
import { appLogin, emptyLogin, peerLogin } from './logins';
import { floodTable, type Level, loadTable } from './tables';
import { loadWallets } from './wallets';

const AT_ONCE = [1, 4, 16, 64, 128];
/** So many that none logs in ten times in the life of its sessions. */
const WALLETS = 3000;

const PLOT = join(import.meta.dirname, '../../docs/logins.svg');

const client = new KeepAliveClient();
const contest = new Contest(client, loadWallets(WALLETS));
const folder = await mkdtemp(join(tmpdir(), 'load-'));
const load = loadavg()[0]?.toFixed(1);
console.log(
	`${availableParallelism()} cores (${cpus()[0]?.model}), load ${load}, Node.js ${process.version}`,
);
try {
	await besideThePeer();
} finally {
	client.disconnect();
	await rm(folder, { recursive: true });
}

async function besideThePeer(): Promise<void> {
	const zip = join(folder, 'app.zip');
	await writeFile(zip, (await buildPackage()).zip);
	const app = await startLoadServer<AppServer>('appServer.ts', [zip, String(WALLETS), 'eip712']);
	const siwe = await startLoadServer<AppServer>('appServer.ts', [zip, String(WALLETS), 'siwe']);
	const peer = await startLoadServer<PeerServer>('peerServer.ts', []);
	const contestants: Contestant[] = [
		{ name: 'the app', server: app, logIn: appLogin(app.server.registration, client) },
		{
			name: 'the app, Sign-In with Ethereum',
			server: siwe,
			logIn: appLogin(siwe.server.registration, client),
		},
		{ name: 'four empty requests', server: emptyApp(app), logIn: emptyLogin(app.server.emptyUrl, client) },
		{ name: 'node-oidc-provider + viem', server: peer, logIn: peerLogin(peer.server.registration, client) },
	];
	for (const contestant of contestants) {
		await contest.warmUp(contestant);
	}
	const levels: Level[] = [];
	for (const atOnce of AT_ONCE) {
		levels.push({ atOnce, results: await contest.inTurns(contestants, atOnce) });
	}
	console.log(`\nWhole logins, more and more at once:\n\n${loadTable(contestants, levels)}`);
	await writeFile(
		PLOT,
		drawPlot(
			AT_ONCE,
			contestants.map(({ name }, index) => ({
				name,
				values: levels.map(({ results }) => results[index]?.perSecond ?? 0),
			})),
		),
	);
	const quiet = await measureUnderFlood(
		app.server.registration,
		undefined,
		contest,
		contestants[0] as Contestant,
	);
	const flooded = [];
	for (const [name, flood] of Object.entries(FLOODS)) {
		flooded.push({
			name,
			...(await measureUnderFlood(app.server.registration, flood, contest, contestants[0] as Contestant)),
		});
	}
	console.log(`\nLogins beside a flood:\n\n${floodTable([{ name: 'none', ...quiet }, ...flooded])}`);
	for (const server of [app, siwe, peer]) {
		await server.stop();
	}
}

/** The same server, of which the other app is at work. */
function emptyApp(app: LoadServer<AppServer>): LoadServer<AppServer> {
	return { ...app, processorTimes: () => app.processorTimes(app.server.emptyProcesses) };
}
