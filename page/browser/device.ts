import { isObject } from './eip1193';

/** Where the page is open, as far as it matters to somebody without a wallet. */
export type Device = 'computer' | 'phone' | 'rocketChatApp';

export function device(): Device {
	if ('ReactNativeWebView' in window || wasBegunByApp()) {
		return 'rocketChatApp';
	}
	const { userAgent, maxTouchPoints } = navigator;
	// An iPad calls itself a Macintosh, which has no touch screen.
	const isPhone =
		/Android|iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
	return isPhone ? 'phone' : 'computer';
}

/**
 * Whether Rocket.Chat's mobile app began this login: it says so in `state`, base64 of JSON, also when it
 * shows the page in the phone's own browser. Only the app can then end the login.
 */
function wasBegunByApp(): boolean {
	const state = new URLSearchParams(location.search).get('state') ?? '';
	try {
		// A bare + has come out of the query as a space.
		const json: unknown = JSON.parse(atob(state.replace(/[ -]/g, '+').replace(/_/g, '/')));
		return isObject(json) && json.isCordova === true;
	} catch {
		return false;
	}
}
