import type { IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { HttpBridge, IHttpBridgeRequestInfo } from '@rocket.chat/apps-engine/server/bridges';
import type { BridgeHost } from './bridgeHost';

/** The server's timeout when the app sets none. */
const DEFAULT_TIMEOUT_MS = 180_000;

const JSON_TYPES = [
	'application/json',
	'text/javascript',
	'application/javascript',
	'application/x-javascript',
];

/** Real requests, over the network, with the parameter rules of Rocket.Chat's old HTTP client. */
export function httpBridge({ engine }: BridgeHost): HttpBridge {
	class AppHttp extends engine.bridges.HttpBridge {
		protected async call({ url, method, request }: IHttpBridgeRequestInfo): Promise<IHttpResponse> {
			const response = await fetch(requestUrl(url, method, request), {
				method: method.toUpperCase(),
				headers: requestHeaders(method, request),
				body: requestBody(method, request),
				signal: AbortSignal.timeout(request.timeout || DEFAULT_TIMEOUT_MS),
			});
			const answer = {
				url,
				method,
				statusCode: response.status,
				headers: Object.fromEntries(response.headers),
			};
			const bytes = Buffer.from(await response.arrayBuffer());
			// The app asked for bytes; the engine's type knows only text.
			if (request.encoding === null) {
				return { ...answer, content: bytes as unknown as string };
			}
			const content = bytes.toString();
			return { ...answer, content, data: parsed(content, response.headers.get('content-type')) };
		}
	}

	return new AppHttp();
}

function hasNoBody(method: string): boolean {
	return ['get', 'head'].includes(method.toLowerCase());
}

function contentOf(request: IHttpRequest): string | undefined {
	if (request.content) {
		return request.content;
	}
	return request.data && typeof request.data === 'object' ? JSON.stringify(request.data) : undefined;
}

/** Parameters go into the URL; a request that may have a body and has none sends them as its body. */
function areParametersTheBody(method: string, request: IHttpRequest): boolean {
	return !hasNoBody(method) && contentOf(request) === undefined && Boolean(request.params);
}

function requestUrl(url: string, method: string, request: IHttpRequest): URL {
	const target = new URL(url);
	if (areParametersTheBody(method, request)) {
		return target;
	}
	for (const [name, value] of Object.entries(request.params ?? {})) {
		if (value) {
			target.searchParams.append(name, value);
		}
	}
	return target;
}

function requestBody(method: string, request: IHttpRequest): string | null {
	if (hasNoBody(method)) {
		return null;
	}
	if (areParametersTheBody(method, request)) {
		return new URLSearchParams(request.params).toString();
	}
	return contentOf(request) ?? null;
}

function requestHeaders(method: string, request: IHttpRequest): Headers {
	const headers = new Headers(request.headers ?? {});
	if (request.auth) {
		if (!request.auth.includes(':')) {
			throw new Error('auth option should be of the form "username:password"');
		}
		headers.set('Authorization', `Basic ${Buffer.from(request.auth).toString('base64')}`);
	}
	if (areParametersTheBody(method, request)) {
		headers.set('Content-Type', 'application/x-www-form-urlencoded');
	} else if (!request.content && request.data && !headers.has('Content-Type')) {
		headers.set('Content-Type', 'application/json');
	}
	return headers;
}

function parsed(content: string, contentType: string | null): unknown {
	if (!JSON_TYPES.includes((contentType ?? '').split(';')[0]?.trim() ?? '')) {
		return null;
	}
	try {
		return JSON.parse(content);
	} catch {
		return null;
	}
}
