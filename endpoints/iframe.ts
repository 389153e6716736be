import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { frameBinding } from '../lib/frame/frameBinding';
import { sealHandOver } from '../lib/frame/handOver';
import { existingUser } from '../lib/frame/serviceAccount';
import { takesAccessTokens } from '../lib/host/takesAccessTokens';
import { assertMayUse } from '../lib/identity/access';
import { findWallet } from '../lib/identity/findWallet';
import { assertBoundTo } from '../lib/login/Binding';
import { openSession } from '../lib/login/openSession';
import { verifyChallenge } from '../lib/login/verifyChallenge';
import { ROCKET_CHAT_LIFETIMES } from '../lib/oauth/lifetimes';
import { OAuthError } from '../lib/oauth/OAuthError';
import { rocketChatClient } from '../lib/oauth/workspaceClients';
import type { AccessToken } from '../lib/session/issueTokens';
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
 * challenge and gives the page what it can log in with: an access token, where Rocket.Chat takes it; otherwise a
 * cookie that `iframe-session` turns into a login token.
 */
export class IframeEndpoint extends OAuthEndpoint {
	override path = 'iframe';
	protected override readonly allow = 'GET, HEAD, POST, OPTIONS';

	override onGet = async (call: Call): Promise<IApiResponse> => {
		const { request, read, now } = call;
		const context = await this.loader.loadContext(call, now);
		const { site, settings } = context;
		if (!(await takesAccessTokens(settings.serviceName, read)) && !settings.serviceAccount) {
			throw new OAuthError('frame_not_set_up');
		}
		if (request.headers['sec-fetch-dest'] === 'document') {
			// Outside the frame there is no page to tell that somebody has signed.
			return redirectResponse(`${site.url}/home`);
		}
		const details = { purpose: { kind: 'frame', parentOrigin: new URL(site.url).origin } } as const;
		return challengeResponse(request, { binding: frameBinding(context), details }, context);
	};

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { request, read, now } = call;
		const context = await this.loader.loadContext(call, now);
		const { site, settings, keys } = context;
		assertFromWorkspace(request, site);
		const signed = signedBody(request);
		const verified = verifyChallenge(signed, context);
		const binding = frameBinding(context);
		assertBoundTo(verified.challenge.binding, binding);
		if (await takesAccessTokens(settings.serviceName, read)) {
			const { tokens } = await openSession(verified, rocketChatClient(settings, keys), context);
			return jsonResponse({ login: loginRequest(tokens.accessToken, settings) });
		}
		const wallet = await findWallet(verified.account, context);
		existingUser(wallet);
		await assertMayUse(wallet, binding.purpose, context);
		const sealed = sealHandOver(signed, keys.handOver, now);
		return jsonResponse({ handedOver: true }, 200, { 'set-cookie': handOverCookie(sealed, site) });
	};

	/** What stands in the frame has to be seen there: a refusal, too. */
	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		return refusalResponse(error, request, "'self'");
	}
}

/** The body of `POST /api/v1/login` that Rocket.Chat's classic client takes instead of a redirect. */
function loginRequest(accessToken: AccessToken, { serviceName }: AppSettings) {
	return {
		serviceName: plainServiceName(serviceName),
		accessToken,
		expiresIn: ROCKET_CHAT_LIFETIMES.accessTokenSeconds,
	};
}
