import type { Challenge } from '../signInData';
import { askServer, refusal } from './askServer';
import { isObject } from './eip1193';

/**
 * Gets another challenge for the same login, without leaving the page.
 * @throws Failure: `page_error_network` when nothing came back, otherwise the server's refusal
 */
export async function freshChallenge(): Promise<Challenge> {
	const answer = await askServer();
	const { challenge, serverTime, expiresAt, typedData, message } = answer.body;
	if (typeof challenge === 'string' && typeof serverTime === 'number' && typeof expiresAt === 'number') {
		const times = { challenge, serverTime, expiresAt };
		if (typeof message === 'string') {
			return { ...times, message };
		}
		if (isObject(typedData) && isObject(typedData.domain) && isObject(typedData.message)) {
			const { domain, message: fields } = typedData;
			return { ...times, typedData: { ...typedData, domain, message: fields } };
		}
	}
	throw refusal(answer);
}
