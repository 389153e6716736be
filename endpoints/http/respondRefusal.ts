import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { OAuthError } from '../../lib/oauth/OAuthError';
import { translate } from '../../lib/text/translate';
import { renderMessagePage } from '../../page/renderMessagePage';
import { chooseVisitorLanguage } from './chooseVisitorLanguage';
import { respondError } from './responses';
import { wantsJson } from './wantsJson';

/**
 * Why a login can't go on: a person gets a page, a program JSON.
 * @param framedBy who may show the page in a frame, as CSP's `frame-ancestors` says it; nobody unless given
 */
export function respondRefusal(error: OAuthError, request: IApiRequest, framedBy?: string): IApiResponse {
	const language = chooseVisitorLanguage(request);
	if (request.method.toLowerCase() === 'post' || wantsJson(request)) {
		return respondError(error, language);
	}
	const { html, headers } = renderMessagePage({
		lang: language,
		title: translate('page_error_title', {}, language),
		message: translate(error.key, error.values, language),
		link: { url: HOME_PATH, label: translate('page_back', {}, language) },
		framedBy,
	});
	return { status: error.status, headers, content: html };
}

/** Rocket.Chat's own page, seen from an endpoint; Site_Url may be what is wrong. */
const HOME_PATH = '../../../../home';
