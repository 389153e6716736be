import { createHash } from 'node:crypto';
import { KeepAliveClient, type PreparedRequest } from '../keepAliveClient';
import { authorizeUrlOf, LoginSteps, type Registration } from '../loginSteps';
import type { Contest, Contestant, Result } from './contest';
import { loadWallets } from './wallets';

/** Connections that send without a break. */
const LANES = 16;
/** Logins beside them. */
const AT_ONCE = 4;

/** Makes the nth request of a flood that anybody can send. */
type Flood = (
	registration: Registration,
	client: KeepAliveClient,
) => Promise<(nth: number) => PreparedRequest>;

const random = (nth: number) => createHash('sha256').update(`flood ${nth}`).digest('base64url');

export const FLOODS: Readonly<Record<string, Flood>> = {
	'the sign-in page': async (registration) => () => ({
		url: authorizeUrlOf(registration),
		headers: { accept: 'text/html' },
	}),
	'forged signatures for a genuine challenge': async (registration, client) => {
		const [wallet] = loadWallets(1);
		const { wallet: _, ...answer } = await new LoginSteps(client, registration)
			.offer(wallet)
			.then((offer) => new LoginSteps(client, registration).sign(offer));
		return (nth) => {
			const r = Buffer.from(random(nth), 'base64url').toString('hex').replace(/^f/, '0');
			return {
				url: authorizeUrlOf(registration),
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ ...answer, signature: `0x${r}${answer.signature.slice(66)}` }),
			};
		};
	},
	'guessed client secrets':
		async ({ issuer, clientId }) =>
		(nth) => ({
			url: `${issuer}/token`,
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: `grant_type=authorization_code&code=x&client_id=${clientId}&client_secret=${random(nth)}`,
		}),
	'guessed access tokens':
		async ({ issuer }) =>
		(nth) => ({
			url: `${issuer}/userinfo`,
			headers: { authorization: `Bearer ${random(nth)}` },
		}),
};

/** Logins, with a flood beside them or without one. @returns with how many of the flood's requests were answered a second */
export async function measureUnderFlood(
	registration: Registration,
	flood: Flood | undefined,
	contest: Contest,
	contestant: Contestant,
): Promise<Result & { readonly flood: number }> {
	const client = new KeepAliveClient();
	const request = await flood?.(registration, client);
	let isOver = false;
	let answered = 0;
	const lane = async () => {
		while (request && !isOver) {
			await client.exchange(request(answered));
			answered += 1;
		}
	};
	const start = performance.now();
	const lanes = Array.from({ length: LANES }, lane);
	const [result] = await contest.inTurns([contestant], AT_ONCE);
	isOver = true;
	await Promise.all(lanes);
	client.disconnect();
	return { ...(result as Result), flood: answered / ((performance.now() - start) / 1000) };
}
