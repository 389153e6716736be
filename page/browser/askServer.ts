import { isObject } from './eip1193';
import { Failure } from './failure';

/** Milliseconds after which the server counts as gone. */
const PATIENCE = 20_000;

/** What the server answered: an object, empty when it was none. */
export interface ServerAnswer {
	readonly status: number;
	readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Speaks JSON with the server.
 * @param posted sent as JSON by POST; without it, GET
 * @param address the page's own, query included, unless given
 * @throws Failure `page_error_network` when nothing came back
 */
export async function askServer(posted?: object, address = location.href): Promise<ServerAnswer> {
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(), PATIENCE);
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

/** The server's own words for why it refused, or that nobody can make sense of its answer. */
export function refusal({ status, body }: ServerAnswer): Failure {
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
