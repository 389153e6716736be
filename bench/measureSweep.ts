import type { RunningWorkspace } from 'rocketchat-app-workspace';
import { toUnixSeconds } from '../lib/time/UnixSeconds';
import { throwAwayWallet } from '../scripts/start/throwAwayWallet';
import type { BenchSite } from './benchSite';
import { compare, INPUTS } from './compare';
import { KeepAliveClient } from './keepAliveClient';
import { type Credential, LoginSteps } from './loginSteps';
import { type Waits, waitsDuring } from './longestWait';
import { plantSessions, sessionOfNobody } from './plantSessions';

/** What a number of sessions costs: `userinfo` while they are valid, the sweep when they have expired. */
export interface SweepMeasurement {
	readonly sessions: number;
	/** `userinfo` one by one, and the empty endpoint's time in milliseconds. */
	readonly userinfo: { readonly ratio: number; readonly baseline: number };
	/** How often the sweep asked the store. */
	readonly calls: number;
	/** What other requests saw while it ran. */
	readonly waits: Waits;
	/** The same requests for two seconds without a sweep. */
	readonly waitsWithout: Waits;
}

const COUNTS = [1000, 10_000, 100_000];
const HOUR = 3_600_000;

/** Writes sessions that expire at once into the store, more each time, and has them swept. */
export async function measureSweep(site: BenchSite): Promise<SweepMeasurement[]> {
	const client = new KeepAliveClient();
	const steps = new LoginSteps(client, site.registration);
	const measurements: SweepMeasurement[] = [];
	await sweepAll(site);
	for (const sessions of COUNTS) {
		await plantSessions(site.workspace, site.app.getID(), validSessions(site, sessions));
		const userinfo = await measureUserinfo(site, client, steps);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		site.workspace.clock.advance(2 * HOUR);
		const credential = await logIn(steps);
		const others = [() => steps.userinfo(credential), () => steps.page()];
		const waitsWithout = await waitsDuring(others, () => new Promise((resolve) => setTimeout(resolve, 2000)));
		let waits: Waits | undefined;
		const calls = await countSweepCalls(site.workspace, async () => {
			waits = await waitsDuring(others, () => site.workspace.jobs.runDue());
		});
		if (waits) {
			measurements.push({ sessions, userinfo, calls, waits, waitsWithout });
		}
	}
	return measurements;
}

/** Sessions of Rocket.Chat's client that expire in half an hour. */
function* validSessions({ workspace, registration: { clientId } }: BenchSite, count: number) {
	const issuedAt = toUnixSeconds(workspace.clock.now());
	const lifetimes = { accessTokenSeconds: 1800, sessionSeconds: 1800, isRenewable: false };
	for (let index = 0; index < count; index += 1) {
		yield sessionOfNobody({ clientId, issuedAt, lifetimes });
	}
}

async function measureUserinfo({ emptyUrl }: BenchSite, client: KeepAliveClient, steps: LoginSteps) {
	const credential = await logIn(steps);
	const inputs = Array.from({ length: INPUTS }, () => credential);
	const { comparison } = await compare(
		inputs,
		(token) => steps.userinfo(token),
		() => client.send({ url: emptyUrl }),
	);
	return { ratio: comparison.oneByOne, baseline: comparison.baseline };
}

async function logIn(steps: LoginSteps): Promise<Credential> {
	return steps.token(await steps.code(await steps.sign(await steps.offer(throwAwayWallet()))));
}

/** Removes what other measurements have left behind. */
async function sweepAll({ workspace }: BenchSite): Promise<void> {
	workspace.clock.advance(2 * HOUR);
	await workspace.jobs.runDue();
}

/** Counts the store's calls about buckets and progress, which nobody but the sweep makes. */
async function countSweepCalls({ persistence }: RunningWorkspace, act: () => Promise<void>): Promise<number> {
	let calls = 0;
	const { readByAssociations, removeByAssociations } = persistence;
	const count = ([first]: { id: string }[]) => {
		if (first && /^(expires-minute|sweep|swept):/.test(first.id)) {
			calls += 1;
		}
	};
	persistence.readByAssociations = (associations, appId) => {
		count(associations);
		return readByAssociations.call(persistence, associations, appId);
	};
	persistence.removeByAssociations = (associations, appId) => {
		count(associations);
		return removeByAssociations.call(persistence, associations, appId);
	};
	try {
		await act();
	} finally {
		Object.assign(persistence, { readByAssociations, removeByAssociations });
	}
	return calls;
}
