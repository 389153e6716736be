import { readJson } from './json';

/** An answer as a visitor sees it; redirects are not followed. */
export interface VisitedPage {
	status: number;
	/** The absolute address of a redirect. */
	location: string | undefined;
	text: string;
	/** The text as a JSON object; {} when it is none. */
	json: Record<string, unknown>;
}

/** A browser without a screen: it keeps cookies per origin, and follows no redirect by itself. */
export class Visitor {
	private readonly cookies = new Map<string, Map<string, string>>();

	/** @param site the workspace's Site_Url, without a slash at the end */
	constructor(readonly site: string) {}

	async get(url: string, headers: Record<string, string> = {}): Promise<VisitedPage> {
		return this.request(url, { headers });
	}

	async postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<VisitedPage> {
		return this.request(url, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', ...headers },
			body: JSON.stringify(body),
		});
	}

	/** What a page's script does with `document.cookie`. */
	setCookie(url: string, name: string, value: string): void {
		const { origin } = new URL(url);
		const jar = this.cookies.get(origin) ?? new Map<string, string>();
		this.cookies.set(origin, jar.set(name, value));
	}

	private async request(
		url: string,
		init: RequestInit & { headers: Record<string, string> },
	): Promise<VisitedPage> {
		const jar = this.cookies.get(new URL(url).origin) ?? new Map<string, string>();
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
		const headers = { ...init.headers, ...(cookie && { Cookie: cookie }) };
		const response = await fetch(url, { ...init, headers, redirect: 'manual' });
		for (const line of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (name !== undefined && value !== undefined) {
				this.setCookie(url, name, value);
			}
		}
		const location = response.headers.get('location');
		const text = await response.text();
		return {
			status: response.status,
			location: location === null ? undefined : new URL(location, url).href,
			text,
			json: readJson(text),
		};
	}
}
