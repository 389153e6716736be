import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { existingUser, frameSubject, serviceAccountOf } from '../lib/frame/frameLogin';
import { sealHandOver } from '../lib/frame/handOver';
import { takesAccessTokens } from '../lib/host/takesAccessTokens';
import { assertMayUse, findWallet } from '../lib/identity/findWallet';
import { assertMadeFor } from '../lib/login/challenge';
import { openSession } from '../lib/login/openSession';
import { verifyChallenge } from '../lib/login/verifyChallenge';
import { ROCKET_CHAT_LIFETIMES } from '../lib/oauth/clients';
import { OAuthError } from '../lib/oauth/OAuthError';
import type { AppSettings } from '../lib/settings/AppSettings';
import { plainServiceName } from '../lib/setup/customOAuthTable';
import { assertFromWorkspace } from './http/assertFromWorkspace';
import { challengeResponse } from './http/challengeResponse';
import { handOverCookie } from './http/handOverCookie';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { refusalResponse } from './http/refusalResponse';
import { jsonResponse, redirectResponse } from './http/responses';
import { signedBody } from './http/signedBody';

/**
 * The page inside Rocket.Chat's login frame. GET gives a challenge, as `authorize` does. POST takes the signed
 * answer and gives the page what it can log in with: an access token, where Rocket.Chat takes it; otherwise a
 * cookie that `iframe-session` turns into a login token.
 */
export class IframeEndpoint extends OAuthEndpoint {
	override path = 'iframe';
	protected override readonly allow = 'GET, HEAD, POST, OPTIONS';

	override onGet = async ({ request, read, now }: Call): Promise<IApiResponse> => {
		const provider = await this.loader.load(read, now);
		const { workspace, settings } = provider;
		if (!(await takesAccessTokens(settings.serviceName, read)) && !serviceAccountOf(settings)) {
			throw new OAuthError('frame_not_set_up');
		}
		if (request.headers['sec-fetch-dest'] === 'document') {
			// Outside the frame there is no page to tell that somebody has signed in.
			return redirectResponse(`${workspace.url}/home`);
		}
		const framedBy = new URL(workspace.url).origin;
		return challengeResponse(request, frameSubject(provider), { framedBy }, provider, now);
	};

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const provider = await this.loader.load(read, now);
		const { workspace, settings, keys } = provider;
		assertFromWorkspace(request, workspace);
		const answer = signedBody(request);
		const verified = verifyChallenge(answer, provider, now);
		assertMadeFor(verified.challenge, frameSubject(provider));
		if (await takesAccessTokens(settings.serviceName, read)) {
			const { issued } = await openSession(verified, ROCKET_CHAT_LIFETIMES, provider, stores, now);
			return jsonResponse({ login: loginRequest(issued.accessToken, settings) });
		}
		const wallet = await findWallet(verified.account, stores, provider);
		existingUser(wallet);
		await assertMayUse(wallet, verified, settings, stores, now);
		const sealed = sealHandOver(answer, keys.handOver, now);
		return jsonResponse({ handedOver: true }, 200, { 'set-cookie': handOverCookie(sealed, workspace) });
	};

	/** What stands in the frame has to be seen there: a refusal, too. */
	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		return refusalResponse(error, request, "'self'");
	}
}

/** The body of `POST /api/v1/login` that Rocket.Chat's classic client takes instead of a redirect. */
function loginRequest(accessToken: string, { serviceName }: AppSettings) {
	return {
		serviceName: plainServiceName(serviceName),
		accessToken,
		expiresIn: ROCKET_CHAT_LIFETIMES.accessToken,
	};
}
