import { currentSession, SITE_ROOT } from './session';

/** A refusal of the REST API, as the web client shows it. */
export class ApiError extends Error {
	constructor(
		readonly answer: Record<string, unknown>,
		readonly status: number,
	) {
		super(shownText(answer));
	}
}

function shownText({ error, message, messages }: Record<string, unknown>): string {
	if (Array.isArray(messages)) {
		return messages.join('. ');
	}
	if (message === undefined) {
		return String(error ?? 'Internal server error [500]');
	}
	if (error === undefined) {
		return 'Internal server error [500]';
	}
	if (error === 'Unauthorized') {
		return 'User not found or incorrect password';
	}
	if (message === 'No matching login attempt found') {
		return message;
	}
	return `${message} [${error}]`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The records of an answer's list. */
export function records(value: unknown): Record<string, unknown>[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

async function call(path: string, init: RequestInit): Promise<Record<string, unknown>> {
	const session = currentSession();
	const headers = new Headers(init.headers);
	if (session) {
		headers.set('X-User-Id', session.userId);
		headers.set('X-Auth-Token', session.authToken);
	}
	const response = await fetch(`${SITE_ROOT}${path}`, { ...init, headers });
	const text = await response.text();
	const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : {};
	const answer = isRecord(parsed) ? parsed : {};
	if (!response.ok) {
		throw new ApiError(answer, response.status);
	}
	return answer;
}

/** Reads from the REST API as the user who is logged in. @throws ApiError */
export function get(path: string): Promise<Record<string, unknown>> {
	return call(path, {});
}

/** Sends JSON to the REST API as the user who is logged in. @throws ApiError */
export function post(path: string, body: unknown): Promise<Record<string, unknown>> {
	const headers = { 'Content-Type': 'application/json' };
	return call(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Removes something. @throws ApiError */
export function remove(path: string): Promise<Record<string, unknown>> {
	return call(path, { method: 'DELETE' });
}

/** Sends a file to the REST API as an admin. @throws ApiError */
export function postForm(path: string, body: FormData): Promise<Record<string, unknown>> {
	return call(path, { method: 'POST', body });
}
