import { type Offer, signOffer } from '../visitor/signOffer';
import type { Wallet } from '../visitor/wallet';
import { type Answer, Provider } from './provider';
import type { AnySite, Site } from './site';

type Headers = Record<string, string>;

/** What a browser tells of a POST by a page of the workspace. */
export function sameOrigin({ url }: AnySite): Headers {
	return { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' };
}

/** Speaks to the endpoints of the iframe login as the login frame and Rocket.Chat's page do. */
export class LoginFrame {
	private readonly provider: Provider;

	constructor(private readonly site: AnySite) {
		this.provider = new Provider(site);
	}

	get url(): string {
		return `${this.site.issuer}/iframe`;
	}

	get(headers: Headers = {}): Promise<Answer> {
		return this.provider.request(this.url, { headers });
	}

	/** A signed answer, not yet sent. */
	async signed(wallet: Wallet) {
		const { json } = await this.get({ accept: 'application/json' });
		return signOffer(wallet, json as unknown as Offer);
	}

	post(body: object, headers: Headers = sameOrigin(this.site)): Promise<Answer> {
		return this.provider.request(this.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify(body),
		});
	}

	/** Signs, and gives the hand-over cookie as the browser sends it back. */
	async handOver(wallet: Wallet): Promise<string> {
		const answer = await this.post(await this.signed(wallet));
		const [cookie] = answer.headers.getSetCookie();
		if (!cookie) {
			throw new Error(`no cookie: ${answer.text}`);
		}
		return cookie.split(';')[0] ?? '';
	}

	/** What Rocket.Chat's page does at its start, when the frame says so, and at every logout. */
	session(cookie = '', headers: Headers = sameOrigin(this.site)): Promise<Answer> {
		return this.provider.request(`${this.site.issuer}/iframe-session`, {
			method: 'POST',
			headers: { ...headers, ...(cookie && { cookie }) },
		});
	}

	/** Who a login token logs in; undefined when nobody. */
	async userOf(loginToken: unknown): Promise<string | undefined> {
		const { json } = await this.login({ resume: loginToken });
		return (json.data as { userId?: string } | undefined)?.userId;
	}

	/** `POST /api/v1/login`. */
	login(body: object): Promise<Answer> {
		return this.provider.request(`${this.site.url}/api/v1/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	}
}

/** Turns the iframe login on, as an admin does. */
export async function turnOn({ workspace }: AnySite): Promise<void> {
	await workspace.settings.set('Accounts_iframe_enabled', true);
}

/** Turns the iframe login on, with the workspace's admin as service account. */
export async function nameServiceAccount(site: Site, secret = ''): Promise<void> {
	const { workspace } = site;
	await turnOn(site);
	const { token } = await workspace.context.loginTokens.issue(workspace.admin._id);
	await site.setting('service-account-id', workspace.admin._id);
	await site.setting('service-account-token', token);
	await site.setting('create-token-secret', secret);
}

/** Takes the Custom OAuth service out of service, so that only the service account is left. */
export async function withoutCustomOAuth(site: Site): Promise<void> {
	await site.customOAuth({ '': false });
}
