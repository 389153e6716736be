import { type AccessorCalls, countAccessorCalls } from './accessorCalls';
import { type BenchSite, createUserOf } from './benchSite';
import { atOnce, type Comparison, compare, INPUTS } from './compare';
import { KeepAliveClient } from './keepAliveClient';
import { LoginSteps } from './loginSteps';

/** What one kind of request costs. */
export interface Measurement {
	readonly request: string;
	readonly comparison: Comparison;
	readonly accessors: AccessorCalls;
}

/**
 * Sends each request of a login for hundreds of wallets, first as wallets that nobody knows, then as wallets
 * that have their users, each compared with the empty endpoint. What a request needs, signatures above all,
 * is prepared before it is timed.
 */
export async function measureLogin(site: BenchSite): Promise<Measurement[]> {
	const client = new KeepAliveClient();
	const steps = new LoginSteps(client, site.registration);
	const measurements: Measurement[] = [];

	async function measure<Input, Output>(
		request: string,
		inputs: readonly Input[],
		send: (input: Input) => Promise<Output>,
	): Promise<Output[]> {
		const [first, ...rest] = inputs as [Input, ...Input[]];
		const { comparison, outputs } = await compare(rest, send, () => client.send({ url: site.emptyUrl }));
		// Only now: the first request of all reads the settings, which the next ones remember.
		const counted: Output[] = [];
		const accessors = await countAccessorCalls(site.app, async () => counted.push(await send(first)));
		measurements.push({ request, comparison, accessors });
		return [...counted, ...outputs];
	}

	const visitors = Array.from({ length: INPUTS + 1 }, (_, index) => index);
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
	client.close();
	return measurements;
}
