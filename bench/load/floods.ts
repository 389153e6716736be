import { createHash } from 'node:crypto';
import { KeepAliveClient, type PreparedRequest } from '../keepAliveClient';
import { authorizeUrlOf, LoginSteps, type Registration } from '../loginSteps';
import type { BackgroundTraffic, Contest, Contestant, Result } from './contest';
import { loadWallets } from './wallets';

/** Connections that send without pausing. */
const CONNECTIONS = 16;
/** Logins at the same time. */
const AT_ONCE = 4;

/** A flood that anybody can send. */
interface Flood {
	/** What each of its answers contains: one that is turned away earlier is another flood. */
	readonly answered: string;
	/** Gives what makes the nth request of it. */
	prepare(
		registration: Registration,
		client: KeepAliveClient,
	): (nth: number) => PreparedRequest | Promise<PreparedRequest>;
}

/** Another guess for each number. */
export const guess = (nth: number) => createHash('sha256').update(`flood ${nth}`).digest('base64url');

export const FLOODS: Readonly<Record<string, Flood>> = {
	'the wallet page': {
		answered: '<!doctype html>',
		prepare: (registration) => () => ({
			url: authorizeUrlOf(registration),
			headers: { accept: 'text/html' },
		}),
	},
	'forged signatures, ten for each challenge': {
		answered: 'The signature was not made by this account',
		prepare(registration, client) {
			const [wallet] = loadWallets(1);
			const steps = new LoginSteps(client, registration);
			// More of one challenge are refused without a recovery.
			const signed = async () => steps.sign(await steps.offer(wallet));
			const genuine: ReturnType<typeof signed>[] = [];
			return async (nth) => {
				const place = Math.floor(nth / 10);
				genuine[place] ??= signed();
				const { wallet: _, ...answer } = await genuine[place];
				return {
					url: authorizeUrlOf(registration),
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ ...answer, signature: forgeSignature(answer.signature, nth) }),
				};
			};
		},
	},
	'guessed client secrets': {
		answered: 'invalid_client',
		prepare:
			({ issuer, clientId }) =>
			(nth) => ({
				url: `${issuer}/token`,
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: `grant_type=authorization_code&code=x&client_id=${clientId}&client_secret=${guess(nth)}`,
			}),
	},
	'guessed access tokens': {
		answered: 'invalid_token',
		prepare:
			({ issuer }) =>
			(nth) => ({
				url: `${issuer}/userinfo`,
				headers: { authorization: `Bearer ${guess(nth)}` },
			}),
	},
};

/** A signature with another s: to find out that it is not this wallet's takes a recovery. */
export function forgeSignature(signature: string, nth: number): string {
	const s = Buffer.from(guess(nth), 'base64url').toString('hex').replace(/^./, '0');
	return `${signature.slice(0, 66)}${s}${signature.slice(130)}`;
}

/** Logins, with a flood beside them or without. @returns with how many of its requests were answered a second */
export async function measureUnderFlood(
	registration: Registration,
	flood: Flood | undefined,
	contest: Contest,
	contestant: Contestant,
): Promise<Result & { readonly flood: number }> {
	const sender = flood && new FloodSender(flood, registration);
	const [result] = await contest.inTurns([contestant], AT_ONCE, sender);
	return { ...(result as Result), flood: sender?.perSecond ?? 0 };
}

/** Sends a flood between start and stop. */
class FloodSender implements BackgroundTraffic {
	private readonly client = new KeepAliveClient();
	private sending: Promise<unknown> = Promise.resolve();
	private isOver = false;
	private sent = 0;
	private startedAt = 0;
	private milliseconds = 0;

	constructor(
		private readonly flood: Flood,
		private readonly registration: Registration,
	) {}

	get perSecond(): number {
		return this.sent / (this.milliseconds / 1000);
	}

	async start(): Promise<void> {
		const request = this.flood.prepare(this.registration, this.client);
		this.isOver = false;
		this.startedAt = performance.now();
		const sendOn = async () => {
			while (!this.isOver) {
				this.sent += 1;
				const { status, text } = await this.client.exchange(await request(this.sent));
				if (!text.includes(this.flood.answered)) {
					throw new Error(`another flood: ${status} ${text}`);
				}
			}
		};
		this.sending = Promise.all(Array.from({ length: CONNECTIONS }, sendOn));
		this.sending.catch(() => undefined);
	}

	async stop(): Promise<void> {
		this.isOver = true;
		await this.sending;
		this.milliseconds += performance.now() - this.startedAt;
		this.client.disconnect();
	}
}
