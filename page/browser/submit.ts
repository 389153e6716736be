import { isObject } from './eip1193';
import { Failure } from './failure';
import type { SignedAnswer } from './sign';

/** What goes to the server: the public contract of `POST authorize`. */
export interface Submission extends SignedAnswer {
	readonly challenge: string;
}

/**
 * Posts the signed answer to the page's own address, query included.
 * @returns where the browser goes next
 * @throws Failure: `page_error_network` when nothing came back, otherwise the server's refusal
 */
export async function submit(submission: Submission): Promise<string> {
	let response: Response;
	let body: unknown;
	try {
		response = await fetch(location.href, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify(submission),
		});
	} catch {
		throw new Failure('page_error_network');
	}
	try {
		body = await response.json();
	} catch {
		body = undefined;
	}
	const { redirect, error, error_description: description } = isObject(body) ? body : {};
	if (typeof redirect === 'string' && isWebAddress(redirect)) {
		return redirect;
	}
	if (typeof error === 'string') {
		throw new Failure('page_error_refused', {
			description: typeof description === 'string' ? description : error,
		});
	}
	throw new Failure('page_error_server', { status: String(response.status) });
}

function isWebAddress(address: string): boolean {
	try {
		return /^https?:$/.test(new URL(address).protocol);
	} catch {
		return false;
	}
}
