import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { ChallengeSubject } from '../../lib/login/challenge';
import { offerChallenge } from '../../lib/login/offerChallenge';
import type { Configuration } from '../../lib/provider/Configuration';
import { textsStartingWith } from '../../lib/text/texts';
import type { UnixSeconds } from '../../lib/time/UnixSeconds';
import { type SignInView, signInPage } from '../../page/document';
import { wantsJson } from './refusalResponse';
import { jsonResponse } from './responses';
import { languageOfVisitor } from './visitorLanguage';

/** What a sign-in page shows besides the challenge and the workspace. */
type PageDetails = Pick<SignInView, 'client' | 'connectsTo' | 'startAgainUrl' | 'cancelUrl' | 'framedBy'>;

/** A challenge in the visitor's language: a person gets the page to sign on, a program JSON. */
export function challengeResponse(
	request: IApiRequest,
	subject: ChallengeSubject,
	details: PageDetails,
	provider: Configuration,
	now: UnixSeconds,
): IApiResponse {
	const lang = languageOfVisitor(request);
	const { offer, messageLang } = offerChallenge(subject, details.client?.name ?? '', lang, provider, now);
	if (wantsJson(request)) {
		return jsonResponse(offer);
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
