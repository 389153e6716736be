import { type Offer, signOffer } from '../visitor/signOffer';
import type { TypedData, Wallet } from '../visitor/wallet';
import { type AnySite, CLIENT_ID, CLIENT_SECRET, SERVICE } from './site';

/** An answer of one of the app's endpoints. */
export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The body as JSON; {} when it is none. */
	readonly json: Record<string, unknown>;
}

type Fields = Record<string, string>;

/** Speaks to the app's endpoints one request at a time, so that a test can bend each. */
export class Provider {
	constructor(private readonly site: AnySite) {}

	get redirectUri(): string {
		return `${this.site.url}/_oauth/${SERVICE}`;
	}

	authorizeUrl(change: Fields = {}): string {
		const query = {
			client_id: CLIENT_ID,
			redirect_uri: this.redirectUri,
			response_type: 'code',
			state: 'a state',
			scope: 'openid',
			...change,
		};
		return `${this.site.issuer}/authorize?${new URLSearchParams(query)}`;
	}

	/** What a wallet is to sign, as long as the app asks for typed data. */
	async offer(url = this.authorizeUrl()): Promise<Offer & { typedData: TypedData }> {
		const { json } = await this.request(url, { headers: { accept: 'application/json' } });
		return json as unknown as Offer & { typedData: TypedData };
	}

	async postAnswer(body: unknown, url = this.authorizeUrl()): Promise<Answer> {
		return this.request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
	}

	/** A code that the wallet has signed for this request. */
	async code(wallet: Wallet, change: Fields = {}): Promise<string> {
		const url = this.authorizeUrl(change);
		const { json, text } = await this.postAnswer(await signOffer(wallet, await this.offer(url)), url);
		const code = typeof json.redirect === 'string' && new URL(json.redirect).searchParams.get('code');
		if (!code) {
			throw new Error(`no code: ${text}`);
		}
		return code;
	}

	async token(
		change: Fields,
		authorization: string | undefined = basic(CLIENT_ID, CLIENT_SECRET),
	): Promise<Answer> {
		const fields = { grant_type: 'authorization_code', redirect_uri: this.redirectUri, ...change };
		return this.request(`${this.site.issuer}/token`, {
			method: 'POST',
			headers: authorization ? { authorization } : {},
			body: new URLSearchParams(fields),
		});
	}

	/** An access token for a wallet, as Rocket.Chat gets it. */
	async accessToken(wallet: Wallet): Promise<string> {
		const { json, text } = await this.token({ code: await this.code(wallet) });
		if (typeof json.access_token !== 'string') {
			throw new Error(`no access token: ${text}`);
		}
		return json.access_token;
	}

	async userinfo(token: string): Promise<Answer> {
		return this.request(`${this.site.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
	}

	async request(url: string, init: RequestInit = {}): Promise<Answer> {
		const response = await fetch(url, { redirect: 'manual', ...init });
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, json: parse(text) };
	}
}

/** RFC 7617. */
export function basic(id: string, secret: string): string {
	return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

function parse(text: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? { ...value } : {};
	} catch {
		return {};
	}
}
