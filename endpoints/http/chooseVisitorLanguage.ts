import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { chooseLanguage, type Language, parseAcceptLanguage } from '../../lib/text/languages';

/**
 * The language that a client asks for with `ui_locales` (OpenID Connect Core 3.1.2.1), or else the visitor's
 * browser, as far as we speak it. Programs that ask for none get English.
 */
export function chooseVisitorLanguage({ headers, query }: IApiRequest): Language {
	const { ui_locales: uiLocales } = query as Record<string, unknown>;
	const asked = typeof uiLocales === 'string' ? uiLocales.split(' ') : [];
	return chooseLanguage([...asked, ...parseAcceptLanguage(headers['accept-language'])]);
}
