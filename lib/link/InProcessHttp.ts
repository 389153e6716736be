import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { OAuthError } from '../oauth/OAuthError';
import type { Session } from '../session/Session';

/** Answers a POST to one of the app's own endpoints with JSON; throws OAuthError when it refuses. */
export type OwnEndpoint = (query: Record<string, string>) => Promise<IApiResponse>;

/**
 * HTTP for the Apps-Engine's OAuth2 client that reaches the app's own endpoints only, in this very process:
 * no network, no refused private address, no secret in anybody's access log. It also carries what happened
 * from the client's callback to the endpoint that called it.
 */
export class InProcessHttp implements IHttp {
	/** What the provider refused with, or failed of; the client itself drops the reason. */
	failure: unknown;
	/** The session by which a wallet was connected, and the attempt that made the link, unless it was there before. */
	connected: { readonly session: Session; readonly attempt: string | undefined } | undefined;

	/** @param endpoints by their path below the issuer */
	constructor(
		private readonly issuer: string,
		private readonly endpoints: Readonly<Record<string, OwnEndpoint>>,
	) {}

	async post(address: string): Promise<IHttpResponse> {
		const url = new URL(address);
		const path = `${url.origin}${url.pathname}`.replace(`${this.issuer}/`, '');
		const endpoint = Object.hasOwn(this.endpoints, path) ? this.endpoints[path] : undefined;
		if (!endpoint) {
			throw new Error('not an endpoint of this provider');
		}
		const { status, content } = await this.answer(endpoint, Object.fromEntries(url.searchParams));
		return { statusCode: status, content, data: JSON.parse(content) } as IHttpResponse;
	}

	get(): Promise<IHttpResponse> {
		return onlyPost();
	}

	put(): Promise<IHttpResponse> {
		return onlyPost();
	}

	del(): Promise<IHttpResponse> {
		return onlyPost();
	}

	patch(): Promise<IHttpResponse> {
		return onlyPost();
	}

	private async answer(endpoint: OwnEndpoint, query: Record<string, string>): Promise<IApiResponse> {
		try {
			return await endpoint(query);
		} catch (error) {
			this.failure = error;
			if (!(error instanceof OAuthError)) {
				throw error;
			}
			return { status: error.status, content: JSON.stringify({ error: error.code }) };
		}
	}
}

function onlyPost(): Promise<IHttpResponse> {
	return Promise.reject(new Error("the engine's OAuth2 client sends POST only"));
}
