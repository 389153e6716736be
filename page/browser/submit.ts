import { askServer, refusal } from './askServer';
import type { SignedAnswer } from './sign';

/**
 * Hands the signed answer to the server.
 * @returns where the browser goes next
 * @throws Failure: `page_error_network` when nothing came back, otherwise the server's refusal
 */
export async function submit(signed: SignedAnswer): Promise<string> {
	const answer = await askServer(signed);
	const { redirect } = answer.body;
	if (typeof redirect !== 'string' || !isWebAddress(redirect)) {
		throw refusal(answer);
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
