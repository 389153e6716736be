import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { Binding } from '../../lib/login/Binding';
import { offerChallenge } from '../../lib/login/offerChallenge';
import type { Context } from '../../lib/provider/Context';
import { selectTexts } from '../../lib/text/translate';
import { renderWalletPage, type WalletPageView } from '../../page/renderWalletPage';
import { chooseVisitorLanguage } from './chooseVisitorLanguage';
import { respondJson } from './responses';
import { wantsJson } from './wantsJson';

/** What the wallet page shows besides the challenge and the workspace. */
export type PageDetails = Pick<WalletPageView, 'purpose' | 'startAgainUrl' | 'cancelUrl'>;

/** A challenge in the visitor's language: a person gets the page to sign on, a program JSON. */
export function respondChallenge(
	request: IApiRequest,
	{ binding, details }: { readonly binding: Binding; readonly details: PageDetails },
	context: Context,
): IApiResponse {
	const lang = chooseVisitorLanguage(request);
	const { offer, messageLanguage } = offerChallenge(binding, lang, context);
	if (wantsJson(request)) {
		return respondJson(offer);
	}
	const view = {
		...offer,
		...details,
		lang,
		messageLang: messageLanguage,
		texts: selectTexts('page_', lang),
		workspaceName: context.site.name,
		workspaceUrl: context.site.url,
	};
	const { html, headers } = renderWalletPage(view, context.caches.qrCode);
	return { status: 200, headers, content: html };
}
