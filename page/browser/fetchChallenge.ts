import type { ChallengeOffer } from '../walletPageData';
import { callServer, toServerFailure } from './callServer';
import { isObject } from './isObject';

/**
 * Fetches a new challenge for the same login.
 * @throws Failure `page_error_network` when there is no response, otherwise the server's refusal
 */
export async function fetchChallenge(): Promise<ChallengeOffer> {
	const response = await callServer();
	const { challenge, serverTime, expiresAt, typedData, message } = response.body;
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
	throw toServerFailure(response);
}
