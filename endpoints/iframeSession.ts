import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { existingUser, frameSubject, serviceAccountOf } from '../lib/frame/frameLogin';
import { openHandOver } from '../lib/frame/handOver';
import { requestLoginToken } from '../lib/host/requestLoginToken';
import { assertMadeFor } from '../lib/login/challenge';
import { openSession } from '../lib/login/openSession';
import { verifyChallenge } from '../lib/login/verifyChallenge';
import { ROCKET_CHAT_LIFETIMES } from '../lib/oauth/clients';
import { OAuthError } from '../lib/oauth/OAuthError';
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

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const sealed = handOverIn(request, await this.loader.loadWorkspace(read));
		if (sealed === undefined) {
			// Everybody's first call: not worth a line in the log.
			return errorResponse(NOTHING_HANDED_OVER);
		}
		const provider = await this.loader.load(read, now);
		const { workspace, settings, keys } = provider;
		assertFromWorkspace(request, workspace);
		const verified = verifyChallenge(openHandOver(sealed, keys.handOver, now), provider, now);
		assertMadeFor(verified.challenge, frameSubject(provider));
		const account = serviceAccountOf(settings);
		if (!account) {
			throw new OAuthError('frame_not_set_up');
		}
		const { wallet } = await openSession(verified, ROCKET_CHAT_LIFETIMES, provider, stores, now);
		const { http } = this.app.getAccessors();
		const loginToken = await requestLoginToken(existingUser(wallet).id, account, workspace, http);
		return jsonResponse({ loginToken }, 200, { 'set-cookie': endOfHandOver(workspace) });
	};

	/** Rocket.Chat knows 200 and 401. */
	protected override refuse(error: OAuthError): IApiResponse {
		return { ...errorResponse(error), status: error.status < 500 ? 401 : error.status };
	}
}

const NOTHING_HANDED_OVER = new OAuthError('frame_expired');
