import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { OAuthError } from '../../lib/oauth/OAuthError';
import { text } from '../../lib/text/texts';
import { renderMessagePage } from '../../page/renderMessagePage';
import { errorResponse } from './responses';
import { languageOfVisitor } from './visitorLanguage';

/**
 * Why a login can't go on: a person gets a page, a program JSON.
 * @param framedBy who may show the page in a frame, as CSP's `frame-ancestors` says it; nobody unless given
 */
export function refusalResponse(error: OAuthError, request: IApiRequest, framedBy?: string): IApiResponse {
	const language = languageOfVisitor(request);
	if (request.method.toLowerCase() === 'post' || wantsJson(request)) {
		return errorResponse(error, language);
	}
	const { html, headers } = renderMessagePage({
		lang: language,
		title: text('page_error_title', {}, language),
		message: text(error.key, error.values, language),
		link: { url: HOME, label: text('page_back', {}, language) },
		framedBy,
	});
	return { status: error.status, headers, content: html };
}

export function wantsJson({ headers }: IApiRequest): boolean {
	const accept = headers.accept ?? '';
	return accept.includes('application/json') && !accept.includes('text/html');
}

/** Rocket.Chat's own page, seen from an endpoint; Site_Url may be what is wrong. */
const HOME = '../../../../home';
