import { type AccessorCalls, countAccessorCalls } from './accessorCalls';
import { type BenchSite, createUserOf } from './benchSite';
import { atOnce, type Comparison, compare, INPUTS } from './compare';
import { KeepAliveClient } from './keepAliveClient';
import { LoginSteps } from './loginSteps';
import { followRequests, type Stretches } from './stretches';

/** What one kind of request costs. */
export interface Measurement {
	readonly request: string;
	readonly comparison: Comparison;
	readonly accessors: AccessorCalls;
	readonly stretches: Stretches;
}

/** All of them, and where the time of the empty endpoint goes. */
export interface LoginMeasurements {
	readonly measurements: readonly Measurement[];
	readonly empty: Stretches;
}

/** How many requests of a kind are followed. */
const FOLLOWED = 60;

/**
 * Sends each request of a login for hundreds of wallets, first as wallets that nobody knows, then as wallets
 * that have their users, each compared with the empty endpoint. What a request needs, signatures above all,
 * is prepared before it is timed.
 */
export async function measureLogin(site: BenchSite): Promise<LoginMeasurements> {
	const client = new KeepAliveClient();
	const steps = new LoginSteps(client, site.registration);
	const measurements: Measurement[] = [];
	const sendEmpty = () => client.send({ url: site.emptyUrl });

	async function measure<Input, Output>(
		request: string,
		inputs: readonly Input[],
		send: (input: Input) => Promise<Output>,
	): Promise<Output[]> {
		client.disconnect();
		const compared = await compare(inputs.slice(0, INPUTS), send, sendEmpty);
		const { stretches, outputs } = await followRequests(site.app, inputs.slice(INPUTS + 1), send);
		const counted: Output[] = [];
		const accessors = await countAccessorCalls(site.app, async () => {
			counted.push(await send(inputs[INPUTS] as Input));
		});
		measurements.push({ request, comparison: compared.comparison, accessors, stretches });
		return [...compared.outputs, ...counted, ...outputs];
	}

	const visitors = Array.from({ length: INPUTS + 1 + FOLLOWED }, (_, index) => index);
	await measure('GET authorize, the page', visitors, () => steps.page());
	const offers = await measure('GET authorize, JSON', visitors, () => steps.offer());
	const answers = await atOnce(offers, (offer) => steps.sign(offer));
	const codes = await measure('POST authorize, first login', answers, (answer) => steps.code(answer));
	const tokens = await measure('token, first login', codes, (code) => steps.token(code));
	const claims = await measure('userinfo, first login', tokens, (token) => steps.userinfo(token));

	await atOnce(claims, (claim) => createUserOf(site, claim));
	const offersAgain = await atOnce(tokens, ({ wallet }) => steps.offer(wallet));
	const answersAgain = await atOnce(offersAgain, (offer) => steps.sign(offer));
	const codesAgain = await measure('POST authorize', answersAgain, (answer) => steps.code(answer));
	const tokensAgain = await measure('token', codesAgain, (code) => steps.token(code));
	await measure('userinfo', tokensAgain, (token) => steps.userinfo(token));
	const empty = await followRequests(site.emptyApp, visitors.slice(0, FOLLOWED), sendEmpty);
	client.disconnect();
	return { measurements, empty: empty.stretches };
}
