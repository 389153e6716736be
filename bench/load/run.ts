// npm run bench:load: whole logins under load, in three tables of docs/performance.md. Timings are no test.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../../scripts/package/buildPackage';
import { KeepAliveClient } from '../keepAliveClient';
import { Contest, type Contestant } from './contest';
import { FLOODS, measureUnderFlood } from './floods';
import { type AppServer, type LoadServer, type PeerServer, startLoadServer } from './loadServer';
import { appLogin, emptyLogin, peerLogin } from './logins';
import { floodTable, loadTable, savingsTable } from './tables';
import { VARIANTS, variant } from './variants';
import { loadWallets } from './wallets';

const AT_ONCE = [1, 4, 16, 64, 128];
/** So many that none logs in ten times in the life of its sessions. */
const WALLETS = 3000;

const client = new KeepAliveClient();
const contest = new Contest(client, loadWallets(WALLETS));
const folder = await mkdtemp(join(tmpdir(), 'load-'));
const load = loadavg()[0]?.toFixed(1);
console.log(
	`${availableParallelism()} cores (${cpus()[0]?.model}), load ${load}, Node.js ${process.version}`,
);
try {
	await besideThePeer();
	await withoutEachSaving();
} finally {
	client.disconnect();
	await rm(folder, { recursive: true });
}

async function besideThePeer(): Promise<void> {
	const zip = await zipOf('the app', []);
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
	const levels = [];
	for (const atOnce of AT_ONCE) {
		levels.push({ atOnce, results: await contest.inTurns(contestants, atOnce) });
	}
	console.log(`\nWhole logins, more and more at once:\n\n${loadTable(contestants, levels)}`);
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

async function withoutEachSaving(): Promise<void> {
	const contestants: Contestant[] = [];
	for (const [name, changes] of Object.entries(VARIANTS)) {
		const zip = await zipOf(name, changes);
		const server = await startLoadServer<AppServer>('appServer.ts', [zip, String(WALLETS), 'eip712']);
		contestants.push({ name, server, logIn: appLogin(server.server.registration, client) });
	}
	for (const contestant of contestants) {
		await contest.warmUp(contestant);
	}
	console.log(
		`\nWhat each saving saves, 16 at once:\n\n${savingsTable(contestants, await contest.inTurns(contestants, 16))}`,
	);
	for (const { server } of contestants) {
		await server.stop();
	}
}

async function zipOf(name: string, changes: Parameters<typeof variant>[0]): Promise<string> {
	const file = join(folder, `${name.replace(/\W+/g, '-')}.zip`);
	await writeFile(file, (await buildPackage([variant(changes)])).zip);
	return file;
}
