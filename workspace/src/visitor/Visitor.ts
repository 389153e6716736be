import { CookieJar } from 'tough-cookie';
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

/** A browser without a screen: it keeps cookies, and follows no redirect by itself. */
export class Visitor {
	private readonly cookies = new CookieJar();

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

	/** Sets a cookie for all paths, as a page's script does with `document.cookie`. */
	setCookie(url: string, name: string, value: string): void {
		this.cookies.setCookieSync(`${name}=${value}; Path=/`, url);
	}

	private async request(
		url: string,
		init: RequestInit & { headers: Record<string, string> },
	): Promise<VisitedPage> {
		const cookie = await this.cookies.getCookieString(url);
		const headers = { ...init.headers, ...(cookie && { Cookie: cookie }) };
		const response = await fetch(url, { ...init, headers, redirect: 'manual' });
		for (const line of response.headers.getSetCookie()) {
			await this.cookies.setCookie(line, url, { ignoreError: true });
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
