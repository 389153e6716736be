// npm run bench:load [-- <name>=<zip> …]: whole logins at rising concurrency, each server in turn. Timings are no test.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { buildPackage, writePackage } from '../../scripts/package/buildPackage.js';
import { KeepAliveClient } from '../keepAliveClient';
import { markdownTable } from '../markdownTable';
import { median } from '../median';
import { closedLoop, type Throughput } from './closedLoop';
import { type AppServer, type LoadServer, type PeerServer, startLoadServer } from './loadServer';
import { appLogin, emptyLogin, type Login, peerLogin } from './logins';
import { loadWallets } from './wallets';

const AT_ONCE = [1, 4, 16, 64, 128];
const ROUNDS = 3;
const SECONDS = 4;
/** So many that none logs in more than ten times in the life of its sessions. */
const WALLETS = 3000;

/** What is compared. */
interface Contestant {
	readonly name: string;
	readonly logIn: Login;
	readonly server: LoadServer<PeerServer>;
}

const wallets = loadWallets(WALLETS);
const named = process.argv.slice(2).map((argument) => argument.split('='));
const zips = named.length > 0 ? named : [['the app', await writePackage(await buildPackage())]];
const client = new KeepAliveClient();
const contestants: Contestant[] = [];
for (const [name = '', zip = ''] of zips) {
	const server = await startLoadServer<AppServer>('appServer.ts', [zip, String(WALLETS)]);
	contestants.push({ name, server, logIn: appLogin(server.server.registration, client) });
	if (name === zips[0]?.[0]) {
		const floor = emptyLogin(server.server.emptyUrl, client);
		contestants.push({ name: 'four empty requests', server, logIn: floor });
	}
}
const peer = await startLoadServer<PeerServer>('peerServer.ts', []);
contestants.push({
	name: 'node-oidc-provider + viem',
	server: peer,
	logIn: peerLogin(peer.server.registration, client),
});

let next = 0;
const nextWallet = () => wallets[next++ % WALLETS] as (typeof wallets)[number];

console.log(
	`${availableParallelism()} cores (${cpus()[0]?.model}), load ${loadavg()[0]?.toFixed(1)}, Node.js ${process.version}`,
);
for (const { logIn } of contestants) await closedLoop(8, SECONDS, () => logIn(nextWallet()));
const rows = [
	['logins at once', 'at', 'a second', 'of the peer', 'p50', 'p99', 'errors', 'ms of processor a login'],
];
for (const atOnce of AT_ONCE) {
	const results = await inTurns(atOnce);
	const ofPeer = results.at(-1)?.perSecond ?? Number.NaN;
	for (const [index, { name }] of contestants.entries()) {
		const { perSecond, p50, p99, errors, processors } = results[index] as Result;
		rows.push([
			String(atOnce),
			name,
			perSecond.toFixed(0),
			`${(perSecond / ofPeer).toFixed(2)}×`,
			`${p50.toFixed(0)} ms`,
			`${p99.toFixed(0)} ms`,
			String(errors),
			processors,
		]);
	}
}
console.log(`\n${markdownTable(rows)}`);
client.disconnect();
for (const server of new Set(contestants.map(({ server }) => server))) await server.stop();

type Result = Throughput & { readonly processors: string };

/** Every contestant in each round, so that what else the machine does falls on all; the medians of the rounds. */
async function inTurns(atOnce: number): Promise<Result[]> {
	const rounds: Measured[][] = contestants.map(() => []);
	for (let round = 0; round < ROUNDS; round += 1) {
		for (const [index, contestant] of contestants.entries()) {
			rounds[index]?.push(await measure(contestant, atOnce));
		}
	}
	return rounds.map((measured) => {
		const medianOf = (read: (one: Measured) => number) => median(measured.map(read));
		const names = Object.keys(measured[0]?.processors ?? {});
		return {
			perSecond: medianOf(({ perSecond }) => perSecond),
			p50: medianOf(({ p50 }) => p50),
			p99: medianOf(({ p99 }) => p99),
			errors: measured.reduce((sum, { errors }) => sum + errors, 0),
			done: measured.reduce((sum, { done }) => sum + done, 0),
			processors: names
				.map((name) => `${name} ${medianOf(({ processors }) => processors[name] ?? 0).toFixed(2)}`)
				.join(', '),
		};
	});
}

type Measured = Throughput & { readonly processors: Record<string, number> };

async function measure({ logIn, server }: Contestant, atOnce: number): Promise<Measured> {
	await server.rest();
	client.disconnect();
	const before = await server.processorTimes();
	const own = process.cpuUsage();
	const throughput = await closedLoop(atOnce, SECONDS, () => logIn(nextWallet()));
	const { user, system } = process.cpuUsage(own);
	const after = await server.processorTimes();
	const spent = Object.entries(after).map(([name, time]) => [
		name,
		(time - (before[name] ?? 0)) / throughput.done,
	]);
	return {
		...throughput,
		processors: { ...Object.fromEntries(spent), client: (user + system) / 1000 / throughput.done },
	};
}
