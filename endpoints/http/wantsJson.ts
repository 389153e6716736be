import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';

/** Whether a program asks, which reads JSON, and not a person's browser. */
export function wantsJson({ headers }: IApiRequest): boolean {
	const accept = headers.accept ?? '';
	return accept.includes('application/json') && !accept.includes('text/html');
}
