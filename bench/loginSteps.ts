import { throwAwayWallet } from '../scripts/start/throwAwayWallet';
import { type SignedBody, signOffer, type Offer as UnsignedOffer } from '../test/visitor/signOffer';
import type { Wallet } from '../test/visitor/wallet';
import type { KeepAliveClient, PreparedRequest } from './keepAliveClient';

/** What `GET authorize` gives to programs, and to whom. */
export interface Offer extends UnsignedOffer {
	readonly wallet: Wallet;
}

/** The signed answer to an offer. */
export interface Answer extends SignedBody {
	readonly wallet: Wallet;
}

/** A code or an access token, and whose. */
export interface Credential {
	readonly wallet: Wallet;
	readonly value: string;
}

/** What Rocket.Chat's client is known by, and where. */
export interface Registration {
	readonly issuer: string;
	readonly redirectUri: string;
	readonly clientId: string;
	readonly clientSecret: string;
}

/** Where a login begins, with a state as long as Rocket.Chat's. */
export function authorizeUrlOf({ issuer, redirectUri, clientId }: Registration): string {
	const state = JSON.stringify({ loginStyle: 'redirect', credentialToken: 'a'.repeat(43), isCordova: false });
	const query = {
		client_id: clientId,
		redirect_uri: redirectUri,
		response_type: 'code',
		state: Buffer.from(state).toString('base64'),
		scope: 'openid',
	};
	return `${issuer}/authorize?${new URLSearchParams(query)}`;
}

/** The token request for a code, with the client's secret sent by header. */
export function tokenRequest(
	{ issuer, redirectUri: redirect_uri, clientId, clientSecret }: Registration,
	code: string,
): PreparedRequest {
	const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
	return {
		url: `${issuer}/token`,
		method: 'POST',
		headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri }).toString(),
	};
}

/** The requests of a login, as the classic client and the page send them; one's result is the next one's input. */
export class LoginSteps {
	private readonly authorizeUrl: string;

	constructor(
		private readonly client: KeepAliveClient,
		private readonly registration: Registration,
	) {
		this.authorizeUrl = authorizeUrlOf(registration);
	}

	page(): Promise<string> {
		return this.client.send({ url: this.authorizeUrl, headers: { accept: 'text/html' } });
	}

	async offer(wallet: Wallet = throwAwayWallet()): Promise<Offer> {
		const text = await this.client.send({ url: this.authorizeUrl, headers: { accept: 'application/json' } });
		return { wallet, ...JSON.parse(text) };
	}

	/** Needs no request. */
	async sign({ wallet, ...offer }: Offer): Promise<Answer> {
		return { wallet, ...(await signOffer(wallet, offer)) };
	}

	async code({ wallet, ...body }: Answer): Promise<Credential> {
		const text = await this.client.send({
			url: this.authorizeUrl,
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { wallet, value: new URL(JSON.parse(text).redirect).searchParams.get('code') ?? '' };
	}

	async token({ wallet, value: code }: Credential): Promise<Credential> {
		const text = await this.client.send(tokenRequest(this.registration, code));
		return { wallet, value: JSON.parse(text).access_token };
	}

	/** Gives the claims. */
	async userinfo({ value }: Credential): Promise<Record<string, unknown>> {
		const headers = { authorization: `Bearer ${value}` };
		return JSON.parse(await this.client.send({ url: `${this.registration.issuer}/userinfo`, headers }));
	}
}
