import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { bindFrame } from '../lib/frame/bindFrame';
import { unsealHandOver } from '../lib/frame/handOver';
import { requireUser } from '../lib/frame/requireUser';
import { requestLoginToken } from '../lib/host/requestLoginToken';
import { openSession } from '../lib/login/openSession';
import { verifyBoundChallenge } from '../lib/login/verifyBoundChallenge';
import { OAuthError } from '../lib/oauth/OAuthError';
import { makeRocketChatClient } from '../lib/oauth/workspaceClients';
import { assertFromWorkspace } from './http/assertFromWorkspace';
import { clearHandOverCookie, readHandOverCookie } from './http/handOverCookie';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { requireFrameLogin } from './http/requireFrameLogin';
import { respondError, respondJson } from './http/responses';

/**
 * The API URL of Rocket.Chat's iframe login, which its page calls at its start, when the frame says so, and at
 * every logout. Only what the frame has just handed over makes a login token, once; all other calls get 401.
 */
export class IframeSessionEndpoint extends OAuthEndpoint {
	override path = 'iframe-session';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { request, read, now } = call;
		const sealed = readHandOverCookie(request, await this.loader.loadSite(read));
		if (sealed === undefined) {
			// Everybody's first call: not worth a line in the log.
			return respondError(NOTHING_HANDED_OVER);
		}
		const context = await this.loader.loadContext(call, now);
		const { site, settings, keys } = context;
		assertFromWorkspace(request, site);
		await requireFrameLogin(settings, read);
		const signed = unsealHandOver(sealed, keys.handOver, now);
		const verified = verifyBoundChallenge(signed, bindFrame(context), context);
		const { serviceAccount } = settings;
		if (!serviceAccount) {
			throw new OAuthError('frame_not_set_up');
		}
		const { grant } = await openSession(verified, makeRocketChatClient(settings, keys), context);
		const { http } = this.app.getAccessors();
		const { id } = requireUser(grant.wallet);
		const loginToken = await requestLoginToken(id, { serviceAccount, site }, http);
		return respondJson({ loginToken }, 200, { 'set-cookie': clearHandOverCookie(site) });
	};

	/** Rocket.Chat knows 200 and 401. */
	protected override refuse(error: OAuthError): IApiResponse {
		return { ...respondError(error), status: error.status < 500 ? 401 : error.status };
	}
}

const NOTHING_HANDED_OVER = new OAuthError('frame_expired');
