import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { bindFrame } from '../lib/frame/bindFrame';
import { sealHandOver } from '../lib/frame/handOver';
import { requireUser } from '../lib/frame/requireUser';
import { checkWallet } from '../lib/login/checkWallet';
import { openSession } from '../lib/login/openSession';
import { verifyBoundChallenge } from '../lib/login/verifyBoundChallenge';
import { FRAME_SECONDS } from '../lib/oauth/lifetimes';
import { OAuthError } from '../lib/oauth/OAuthError';
import { makeRocketChatClient } from '../lib/oauth/workspaceClients';
import type { AccessToken } from '../lib/session/accessToken';
import type { AppSettings } from '../lib/settings/AppSettings';
import { toPlainServiceName } from '../lib/setup/customOAuthTable';
import { assertFromWorkspace } from './http/assertFromWorkspace';
import { formatHandOverCookie } from './http/handOverCookie';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { readSignedChallenge } from './http/readSignedChallenge';
import { requireFrameLogin } from './http/requireFrameLogin';
import { respondChallenge } from './http/respondChallenge';
import { respondRefusal } from './http/respondRefusal';
import { respondJson, respondRedirect } from './http/responses';

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
		const { acceptsAccessTokens } = await requireFrameLogin(settings, read);
		if (!acceptsAccessTokens && !settings.serviceAccount) {
			throw new OAuthError('frame_not_set_up');
		}
		if (request.headers['sec-fetch-dest'] === 'document') {
			// Outside the frame there is no page to tell that somebody has signed.
			return respondRedirect(`${site.url}/home`);
		}
		const details = { purpose: { kind: 'frame', parentOrigin: new URL(site.url).origin } } as const;
		return respondChallenge(request, { binding: bindFrame(context), details }, context);
	};

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { request, read, now } = call;
		const context = await this.loader.loadContext(call, now);
		const { site, settings, keys } = context;
		assertFromWorkspace(request, site);
		const { acceptsAccessTokens } = await requireFrameLogin(settings, read);
		const signed = readSignedChallenge(request);
		if (!signed) {
			throw new OAuthError('json_only');
		}
		const verified = verifyBoundChallenge(signed, bindFrame(context), context);
		if (acceptsAccessTokens) {
			const { tokens } = await openSession(verified, makeRocketChatClient(settings, keys), context);
			return respondJson({ login: loginRequest(tokens.accessToken, settings) });
		}
		requireUser(await checkWallet(verified, context));
		const sealed = sealHandOver(signed, keys.handOver, now);
		return respondJson({ handedOver: true }, 200, { 'set-cookie': formatHandOverCookie(sealed, site) });
	};

	/** What stands in the frame has to be seen there: a refusal, too. */
	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		return respondRefusal(error, request, "'self'");
	}
}

/** The body of `POST /api/v1/login` that Rocket.Chat's classic client takes instead of a redirect. */
function loginRequest(accessToken: AccessToken, { serviceName }: AppSettings) {
	return {
		serviceName: toPlainServiceName(serviceName),
		accessToken,
		expiresIn: FRAME_SECONDS,
	};
}
