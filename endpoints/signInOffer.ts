import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { ChallengeSubject } from '../lib/challenge';
import { offerChallenge } from '../lib/offerChallenge';
import type { Provider } from '../lib/provider';
import { textsStartingWith } from '../lib/texts';
import type { UnixSeconds } from '../lib/time';
import { type SignInView, signInPage } from '../page/document';
import { jsonAnswer } from './answers';
import { wantsJson } from './signInRefusal';
import { languageOfVisitor } from './visitorLanguage';

/** What a sign-in page shows besides the challenge and the workspace. */
type PageDetails = Pick<SignInView, 'client' | 'connectsTo' | 'startAgainUrl' | 'cancelUrl' | 'framedBy'>;

/** A challenge in the visitor's language: a person gets the page to sign on, a program JSON. */
export function signInOffer(
	request: IApiRequest,
	subject: ChallengeSubject,
	details: PageDetails,
	provider: Provider,
	now: UnixSeconds,
): IApiResponse {
	const lang = languageOfVisitor(request);
	const { offer, messageLang } = offerChallenge(subject, details.client?.name ?? '', lang, provider, now);
	if (wantsJson(request)) {
		return jsonAnswer(offer);
	}
	const { html, headers } = signInPage({
		...offer,
		...details,
		lang,
		messageLang,
		texts: textsStartingWith('page_', lang),
		workspaceName: provider.workspace.name,
		workspaceUrl: provider.workspace.url,
	});
	return { status: 200, headers, content: html };
}
