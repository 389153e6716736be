import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { frameBinding } from '../lib/frame/frameBinding';
import { openHandOver } from '../lib/frame/handOver';
import { existingUser } from '../lib/frame/serviceAccount';
import { requestLoginToken } from '../lib/host/requestLoginToken';
import { assertBoundTo } from '../lib/login/Binding';
import { openSession } from '../lib/login/openSession';
import { verifyChallenge } from '../lib/login/verifyChallenge';
import { OAuthError } from '../lib/oauth/OAuthError';
import { rocketChatClient } from '../lib/oauth/workspaceClients';
import { assertFromWorkspace } from './http/assertFromWorkspace';
import { endOfHandOver, handOverIn } from './http/handOverCookie';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { errorResponse, jsonResponse } from './http/responses';

/**
 * The API URL of Rocket.Chat's iframe login, which its page calls at its start, when the frame says so, and at
 * every logout. Only what the frame has just handed over makes a login token, once; all other calls get 401.
 */
export class IframeSessionEndpoint extends OAuthEndpoint {
	override path = 'iframe-session';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { request, read, now } = call;
		const sealed = handOverIn(request, await this.loader.loadSite(read));
		if (sealed === undefined) {
			// Everybody's first call: not worth a line in the log.
			return errorResponse(NOTHING_HANDED_OVER);
		}
		const context = await this.loader.loadContext(call, now);
		const { site, settings, keys } = context;
		assertFromWorkspace(request, site);
		const verified = verifyChallenge(openHandOver(sealed, keys.handOver, now), context);
		assertBoundTo(verified.challenge.binding, frameBinding(context));
		const { serviceAccount } = settings;
		if (!serviceAccount) {
			throw new OAuthError('frame_not_set_up');
		}
		const { grant } = await openSession(verified, rocketChatClient(settings, keys), context);
		const { http } = this.app.getAccessors();
		const { id } = existingUser(grant.wallet);
		const loginToken = await requestLoginToken(id, { serviceAccount, site }, http);
		return jsonResponse({ loginToken }, 200, { 'set-cookie': endOfHandOver(site) });
	};

	/** Rocket.Chat knows 200 and 401. */
	protected override refuse(error: OAuthError): IApiResponse {
		return { ...errorResponse(error), status: error.status < 500 ? 401 : error.status };
	}
}

const NOTHING_HANDED_OVER = new OAuthError('frame_expired');
