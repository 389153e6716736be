import { isObject } from './isObject';

/** Where the page is open, as far as advice on wallets depends on it. */
export type Device = 'computer' | 'phone' | 'rocketChatApp';

export function detectDevice(): Device {
	if ('ReactNativeWebView' in window || isStartedByRocketChatApp()) {
		return 'rocketChatApp';
	}
	const { userAgent, maxTouchPoints } = navigator;
	// An iPad says it is a Macintosh, but those have no touch screen.
	const isPhone =
		/Android|iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
	return isPhone ? 'phone' : 'computer';
}

/**
 * Whether Rocket.Chat's mobile app started this login: then `state` says so, as base64 of JSON, even in the
 * phone's own browser. Only the app can end such a login.
 */
function isStartedByRocketChatApp(): boolean {
	const state = new URLSearchParams(location.search).get('state') ?? '';
	try {
		// A bare + was decoded as a space.
		const json: unknown = JSON.parse(atob(state.replace(/[ -]/g, '+').replace(/_/g, '/')));
		return isObject(json) && json.isCordova === true;
	} catch {
		return false;
	}
}
