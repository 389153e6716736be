import { callServer, toServerFailure } from './callServer';
import { Failure } from './Failure';
import { isObject } from './isObject';
import type { SignedChallengeBody } from './signChallenge';

/** What Rocket.Chat's page accepts from its login frame. */
type FrameMessage =
	| { readonly event: 'try-iframe-login' }
	| { readonly event: 'login-with-token'; readonly loginToken: string };

/** What may happen while a login ends in the frame. */
export interface FrameLoginHandlers {
	/** Rocket.Chat wants a two-factor code. */
	askForCode(wasWrong: boolean): Promise<string>;
	/** Rocket.Chat's page could not log in. */
	onRefused(): void;
}

/**
 * Ends a login in Rocket.Chat's login frame: makes Rocket.Chat's page log in, which then removes the frame.
 * @param siteUrl Site_Url, without a slash at its end
 * @throws Failure `page_error_network` when there is no response, otherwise the server's refusal
 */
export async function finishInFrame(
	signed: SignedChallengeBody,
	siteUrl: string,
	handlers: FrameLoginHandlers,
): Promise<void> {
	const message = await createFrameMessage(signed, siteUrl, handlers);
	const { origin } = new URL(siteUrl);
	window.addEventListener('message', ({ origin: sender, data }: MessageEvent<unknown>) => {
		if (sender === origin && isObject(data) && data.event === 'login-error') {
			handlers.onRefused();
		}
	});
	parent.postMessage(message, origin);
}

async function createFrameMessage(
	signed: SignedChallengeBody,
	siteUrl: string,
	handlers: FrameLoginHandlers,
): Promise<FrameMessage> {
	const response = await callServer(signed);
	const { login, handedOver } = response.body;
	if (isObject(login)) {
		return { event: 'login-with-token', loginToken: await logInByRestApi(login, siteUrl, handlers) };
	}
	if (handedOver !== true) {
		throw toServerFailure(response);
	}
	return { event: 'try-iframe-login' };
}

/** Logs in by Rocket.Chat's REST API, from the browser: so it counts against the visitor's own rate limit. */
async function logInByRestApi(
	login: object,
	siteUrl: string,
	{ askForCode }: FrameLoginHandlers,
): Promise<string> {
	const address = `${siteUrl}/api/v1/login`;
	let response = await callServer(login, address);
	while (response.body.error === 'totp-required' || response.body.error === 'totp-invalid') {
		const code = await askForCode(response.body.error === 'totp-invalid');
		response = await callServer({ totp: { login, code } }, address);
	}
	const { data, message } = response.body;
	if (isObject(data) && typeof data.authToken === 'string') {
		return data.authToken;
	}
	throw typeof message === 'string'
		? new Failure('page_error_refused', { description: message })
		: toServerFailure(response);
}
