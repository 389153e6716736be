import type { Wallet } from '../../test/visitor/wallet';
import type { KeepAliveClient } from '../keepAliveClient';
import { median } from '../median';
import { closedLoop, type Throughput } from './closedLoop';
import type { LoadServer, PeerServer } from './loadServer';
import type { Login } from './logins';

/** What is compared with others in one run. */
export interface Contestant {
	readonly name: string;
	readonly logIn: Login;
	readonly server: LoadServer<PeerServer>;
}

/** The medians of a contestant's rounds. */
export interface Result extends Throughput {
	/** Milliseconds of processor time a login, by whose. */
	readonly processors: Readonly<Record<string, number>>;
}

/** Other traffic during a measurement. */
export interface BackgroundTraffic {
	start(): Promise<unknown>;
	stop(): Promise<unknown>;
}

const ROUNDS = 3;
const SECONDS = 4;
/** Before each measurement, under the same load: an idle server is slower at first. */
const LEAD_IN_SECONDS = 1;

/** Has contestants log wallets in, one after another. */
export class Contest {
	private next = 0;

	constructor(
		private readonly client: KeepAliveClient,
		private readonly wallets: readonly Wallet[],
	) {}

	/** Call it once for each contestant: a cold server is slower. */
	async warmUp({ logIn }: Contestant): Promise<void> {
		await closedLoop(8, SECONDS, () => logIn(this.nextWallet()));
	}

	/** Each contestant in each round, so that what else the machine does falls on all. */
	async inTurns(
		contestants: readonly Contestant[],
		atOnce: number,
		background?: BackgroundTraffic,
	): Promise<Result[]> {
		const rounds: Result[][] = contestants.map(() => []);
		for (let round = 0; round < ROUNDS; round += 1) {
			for (const [index, contestant] of contestants.entries()) {
				rounds[index]?.push(await this.measure(contestant, atOnce, background));
			}
		}
		return rounds.map(medianOf);
	}

	private async measure(
		{ logIn, server }: Contestant,
		atOnce: number,
		background?: BackgroundTraffic,
	): Promise<Result> {
		await server.rest();
		this.client.disconnect();
		const loop = (seconds: number) => closedLoop(atOnce, seconds, () => logIn(this.nextWallet()));
		await background?.start();
		await loop(LEAD_IN_SECONDS);
		const before = await server.processorTimes();
		const own = process.cpuUsage();
		const throughput = await loop(SECONDS);
		const { user, system } = process.cpuUsage(own);
		const after = await server.processorTimes();
		await background?.stop();
		const spent = Object.entries(after).map(([name, time]) => [
			name,
			(time - (before[name] ?? 0)) / throughput.done,
		]);
		const client = (user + system) / 1000 / throughput.done;
		return { ...throughput, processors: { ...Object.fromEntries(spent), client } };
	}

	private nextWallet(): Wallet {
		this.next += 1;
		return this.wallets[this.next % this.wallets.length] as Wallet;
	}
}

function medianOf(rounds: readonly Result[]): Result {
	const of = (read: (round: Result) => number) => median(rounds.map(read));
	const names = Object.keys(rounds[0]?.processors ?? {});
	return {
		perSecond: of(({ perSecond }) => perSecond),
		p50: of(({ p50 }) => p50),
		p99: of(({ p99 }) => p99),
		errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
		done: rounds.reduce((sum, { done }) => sum + done, 0),
		processors: Object.fromEntries(
			names.map((name) => [name, of(({ processors }) => processors[name] ?? Number.NaN)]),
		),
	};
}
