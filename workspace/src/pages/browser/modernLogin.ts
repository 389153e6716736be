import type { PopupMessage } from '../../login/modern/endOfPopup';
import type { ServiceConfiguration } from '../../login/serviceConfiguration';
import { isRecord, post } from './api';
import { answerChallenge, logIn } from './login';
import { SITE_ROOT } from './session';

function isPopupMessage(value: unknown): value is PopupMessage {
	return isRecord(value) && (value.externalCommand === 'login-with-token' || value.externalCommand === 'go');
}

function popupMessage(): Promise<PopupMessage> {
	return new Promise((resolve) => {
		const listen = ({ origin, data }: MessageEvent<unknown>) => {
			if (origin === location.origin && isPopupMessage(data)) {
				window.removeEventListener('message', listen);
				resolve(data);
			}
		};
		window.addEventListener('message', listen);
	});
}

/** Logs in through the modern client: leaves the page, or resolves when the popup has done it. @throws ApiError */
export async function beginModernLogin({ service, loginStyle }: ServiceConfiguration): Promise<void> {
	const url = `${SITE_ROOT}/oauth/${service}`;
	if (loginStyle !== 'popup') {
		location.href = url;
		return new Promise(() => undefined);
	}
	if (!window.open(url, 'Login', 'width=900,height=450')) {
		throw new Error('The login popup was blocked by the browser');
	}
	const message = await popupMessage();
	if (message.externalCommand === 'login-with-token') {
		return logIn({ resume: message.token });
	}
	location.href = SITE_ROOT + message.path;
	return new Promise(() => undefined);
}

/** Ends a modern login, if this page is where one came back to. @throws ApiError */
export async function endModernRedirect(): Promise<void> {
	const challengeId = /\/2fa\/email\/(\w+)$/.exec(location.pathname)?.[1];
	const query = new URLSearchParams(location.search);
	const code = query.get('loginCode');
	const resume = code
		? (await post('/api/v1/loginCode.redeem', { code })).loginToken
		: query.get('resumeToken');
	if (challengeId) {
		await answerChallenge(challengeId);
	} else if (resume) {
		await logIn({ resume });
	}
}
