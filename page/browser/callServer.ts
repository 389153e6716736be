import { Failure } from './Failure';
import { isObject } from './isObject';

const SERVER_TIMEOUT_MS = 20_000;

/** The server's response; `body` is empty when it was not a JSON object. */
export interface ServerResponse {
	readonly status: number;
	readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Exchanges JSON with the server.
 * @param posted sent by POST; without it, the request is a GET
 * @param address default: the page's own address with its query
 * @throws Failure `page_error_network` when there is no response
 */
export async function callServer(posted?: object, address = location.href): Promise<ServerResponse> {
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), SERVER_TIMEOUT_MS);
	try {
		const response = await fetch(address, {
			headers: { accept: 'application/json', ...(posted && { 'content-type': 'application/json' }) },
			signal: abort.signal,
			...(posted && { method: 'POST', body: JSON.stringify(posted) }),
		});
		const text = await response.text();
		return { status: response.status, body: objectIn(text) };
	} catch {
		throw new Failure('page_error_network');
	} finally {
		clearTimeout(timer);
	}
}

/** Takes over the server's reason for a refusal, or says that the response makes no sense. */
export function toServerFailure({ status, body }: ServerResponse): Failure {
	const { error, error_description: description = error } = body;
	return typeof error === 'string' && typeof description === 'string'
		? new Failure('page_error_refused', { description })
		: new Failure('page_error_server', { status: String(status) });
}

function objectIn(json: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(json);
		return isObject(value) ? value : {};
	} catch {
		return {};
	}
}
