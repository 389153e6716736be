import { classicLoginUrl } from '../../login/classic/loginUrl';
import type { ServiceConfiguration } from '../../login/serviceConfiguration';
import { logIn } from './login';
import { SITE_URL } from './session';

declare global {
	interface Window {
		/** Called by the page at the end of a login in a popup. */
		handleCredentialSecret?: (credentialToken: string, credentialSecret: string) => void;
	}
}

/** Keeps the attempt's token while the browser is at the provider. */
const PENDING = 'workspace.pendingCredentialToken';
const SECRET_PREFIX = 'Meteor.oauth.credentialSecret-';

function randomToken(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(32));
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '');
}

function takeItem(storage: Storage, key: string): string | null {
	const value = storage.getItem(key);
	storage.removeItem(key);
	return value;
}

function closed(popup: Window): Promise<void> {
	return new Promise((resolve) => {
		const timer = setInterval(() => {
			if (popup.closed) {
				clearInterval(timer);
				resolve();
			}
		}, 100);
	});
}

async function logInByPopup(url: string, credentialToken: string): Promise<void> {
	let handedOver: string | null = null;
	window.handleCredentialSecret = (token, secret) => {
		if (token === credentialToken) {
			handedOver = secret;
		}
	};
	const popup = window.open(url, 'Login', 'width=900,height=450');
	if (!popup) {
		throw new Error('The login popup was blocked by the browser');
	}
	await closed(popup);
	const credentialSecret = handedOver ?? takeItem(localStorage, SECRET_PREFIX + credentialToken);
	await logIn({ oauth: { credentialToken, credentialSecret } });
}

/** Logs in through the classic client: leaves the page, or resolves when the popup has done it. @throws ApiError */
export async function beginClassicLogin(configuration: ServiceConfiguration): Promise<void> {
	const credentialToken = randomToken();
	const url = classicLoginUrl(SITE_URL, configuration, credentialToken, location.href);
	if (configuration.loginStyle !== 'redirect') {
		return logInByPopup(url, credentialToken);
	}
	sessionStorage.setItem(PENDING, credentialToken);
	location.href = url;
	return new Promise(() => undefined);
}

/** Ends a login of the redirect style, if this page is where one came back to. @throws ApiError */
export async function endClassicRedirect(): Promise<void> {
	const credentialToken = takeItem(sessionStorage, PENDING);
	if (credentialToken) {
		const credentialSecret = takeItem(sessionStorage, SECRET_PREFIX + credentialToken);
		await logIn({ oauth: { credentialToken, credentialSecret } });
	}
}
