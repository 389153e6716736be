import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { Binding } from '../../lib/login/Binding';
import { offerChallenge } from '../../lib/login/offerChallenge';
import type { Context } from '../../lib/provider/Context';
import { textsStartingWith } from '../../lib/text/texts';
import { renderWalletPage, type WalletPageView } from '../../page/renderWalletPage';
import { wantsJson } from './refusalResponse';
import { jsonResponse } from './responses';
import { languageOfVisitor } from './visitorLanguage';

/** What the wallet page shows besides the challenge and the workspace. */
export type PageDetails = Pick<WalletPageView, 'purpose' | 'startAgainUrl' | 'cancelUrl'>;

/** A challenge in the visitor's language: a person gets the page to sign on, a program JSON. */
export function challengeResponse(
	request: IApiRequest,
	{ binding, details }: { readonly binding: Binding; readonly details: PageDetails },
	context: Context,
): IApiResponse {
	const lang = languageOfVisitor(request);
	const { offer, messageLanguage } = offerChallenge(binding, lang, context);
	if (wantsJson(request)) {
		return jsonResponse(offer);
	}
	const view = {
		...offer,
		...details,
		lang,
		messageLang: messageLanguage,
		texts: textsStartingWith('page_', lang),
		workspaceName: context.site.name,
		workspaceUrl: context.site.url,
	};
	const { html, headers } = renderWalletPage(view, context.caches.qrCode);
	return { status: 200, headers, content: html };
}
