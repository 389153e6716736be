import { askServer, refusal } from './askServer';
import { isObject } from './eip1193';
import { Failure } from './failure';
import type { SignedAnswer } from './sign';

/** What Rocket.Chat's page is told by its login frame. */
type LoginEvent =
	| { readonly event: 'try-iframe-login' }
	| { readonly event: 'login-with-token'; readonly loginToken: string };

/** What a login in the frame may want of the page's visitor. */
export interface FrameVisitor {
	/** The code of Rocket.Chat's second factor; once more when the last one was wrong. */
	askCode(wasWrong: boolean): Promise<string>;
	/** Rocket.Chat's page has refused what it was told. */
	onRefused(): void;
}

/**
 * Ends a login in Rocket.Chat's login frame: has Rocket.Chat's page log in with what the signed answer is
 * good for. The page then takes the frame away.
 * @param siteUrl Site_Url, without a slash at its end
 * @throws Failure: `page_error_network` when nothing came back, otherwise the server's refusal
 */
export async function handOver(signed: SignedAnswer, siteUrl: string, visitor: FrameVisitor): Promise<void> {
	const loginEvent = await loginEventFor(signed, siteUrl, visitor);
	const { origin } = new URL(siteUrl);
	window.addEventListener('message', ({ origin: sender, data }: MessageEvent<unknown>) => {
		if (sender === origin && isObject(data) && data.event === 'login-error') {
			visitor.onRefused();
		}
	});
	parent.postMessage(loginEvent, origin);
}

async function loginEventFor(
	signed: SignedAnswer,
	siteUrl: string,
	visitor: FrameVisitor,
): Promise<LoginEvent> {
	const answer = await askServer(signed);
	const { login, handedOver } = answer.body;
	if (isObject(login)) {
		return { event: 'login-with-token', loginToken: await loginToken(login, siteUrl, visitor) };
	}
	if (handedOver !== true) {
		throw refusal(answer);
	}
	return { event: 'try-iframe-login' };
}

/** Logs in over Rocket.Chat's REST API: called from here, it counts against the visitor's own rate limit. */
async function loginToken(login: object, siteUrl: string, { askCode }: FrameVisitor): Promise<string> {
	const address = `${siteUrl}/api/v1/login`;
	let answer = await askServer(login, address);
	while (answer.body.error === 'totp-required' || answer.body.error === 'totp-invalid') {
		const code = await askCode(answer.body.error === 'totp-invalid');
		answer = await askServer({ totp: { login, code } }, address);
	}
	const { data, message } = answer.body;
	if (isObject(data) && typeof data.authToken === 'string') {
		return data.authToken;
	}
	throw typeof message === 'string'
		? new Failure('page_error_refused', { description: message })
		: refusal(answer);
}
