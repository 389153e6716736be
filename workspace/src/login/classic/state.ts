import { isIdentity } from '../fieldTemplate';
import type { ClassicState } from './loginUrl';

function parse(state: string): unknown {
	try {
		return JSON.parse(Buffer.from(state, 'base64').toString());
	} catch {
		return undefined;
	}
}

/**
 * Reads the `state` that came back. One that is no JSON is taken for the credential token itself, as old
 * clients sent it, in a popup.
 */
export function readState(state: string): ClassicState {
	const value = parse(state);
	if (!isIdentity(value) || typeof value.credentialToken !== 'string') {
		return { loginStyle: 'popup', credentialToken: state, isCordova: false };
	}
	return {
		loginStyle: value.loginStyle === 'redirect' ? 'redirect' : 'popup',
		credentialToken: value.credentialToken,
		isCordova: value.isCordova === true,
		...(typeof value.redirectUrl === 'string' && { redirectUrl: value.redirectUrl }),
	};
}
