import { callServer, toServerFailure } from './callServer';
import type { SignedChallengeBody } from './signChallenge';

/**
 * Sends the signature to the server.
 * @returns where the browser goes next
 * @throws Failure `page_error_network` when there is no response, otherwise the server's refusal
 */
export async function submitSignature(signed: SignedChallengeBody): Promise<string> {
	const response = await callServer(signed);
	const { redirect } = response.body;
	if (typeof redirect !== 'string' || !isWebAddress(redirect)) {
		throw toServerFailure(response);
	}
	return redirect;
}

function isWebAddress(address: string): boolean {
	try {
		return /^https?:$/.test(new URL(address).protocol);
	} catch {
		return false;
	}
}
