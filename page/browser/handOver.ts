import { askServer, refusal } from './askServer';
import { isObject } from './eip1193';
import { Failure } from './failure';
import type { SignedAnswer } from './sign';

/** What Rocket.Chat's page is told by its login frame. */
type LoginEvent =
	| { readonly event: 'try-iframe-login' }
	| { readonly event: 'login-with-token'; readonly loginToken: string };

/**
 * Ends a login in Rocket.Chat's login frame: has Rocket.Chat's page log in with what the signed answer is
 * good for. The page then takes the frame away; should it refuse, it says so to `onRefused`.
 * @param siteUrl Site_Url, without a slash at its end
 * @throws Failure: `page_error_network` when nothing came back, otherwise the server's refusal
 */
export async function handOver(signed: SignedAnswer, siteUrl: string, onRefused: () => void): Promise<void> {
	const loginEvent = await loginEventFor(signed, siteUrl);
	const { origin } = new URL(siteUrl);
	window.addEventListener('message', ({ origin: sender, data }: MessageEvent<unknown>) => {
		if (sender === origin && isObject(data) && data.event === 'login-error') {
			onRefused();
		}
	});
	parent.postMessage(loginEvent, origin);
}

async function loginEventFor(signed: SignedAnswer, siteUrl: string): Promise<LoginEvent> {
	const answer = await askServer(signed);
	const { login, handedOver } = answer.body;
	if (isObject(login)) {
		return { event: 'login-with-token', loginToken: await loginToken(login, siteUrl) };
	}
	if (handedOver !== true) {
		throw refusal(answer);
	}
	return { event: 'try-iframe-login' };
}

/** Logs in over Rocket.Chat's REST API: called from here, it counts against the visitor's own rate limit. */
async function loginToken(login: object, siteUrl: string): Promise<string> {
	const answer = await askServer(login, `${siteUrl}/api/v1/login`);
	const { data, message } = answer.body;
	if (isObject(data) && typeof data.authToken === 'string') {
		return data.authToken;
	}
	throw typeof message === 'string'
		? new Failure('page_error_refused', { description: message })
		: refusal(answer);
}
