import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { assertMadeFor } from '../lib/challenge';
import { ROCKET_CHAT_LIFETIMES } from '../lib/clients';
import { existingUser, frameSubject, serviceAccountOf } from '../lib/frameLogin';
import { openHandOver } from '../lib/handOver';
import { OAuthError } from '../lib/OAuthError';
import { openSession } from '../lib/openSession';
import { requestLoginToken } from '../lib/store/loginToken';
import { verifyAnswer } from '../lib/verifyAnswer';
import { errorAnswer, jsonAnswer } from './answers';
import { assertFromWorkspace } from './fromWorkspace';
import { endOfHandOver, handOverIn } from './handOverCookie';
import { type Call, OAuthEndpoint } from './OAuthEndpoint';

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
			return errorAnswer(NOTHING_HANDED_OVER);
		}
		const provider = await this.loader.load(read, now);
		const { workspace, settings, keys } = provider;
		assertFromWorkspace(request, workspace);
		const verified = verifyAnswer(openHandOver(sealed, keys.handOver, now), provider, now);
		assertMadeFor(verified.challenge, frameSubject(provider));
		const account = serviceAccountOf(settings);
		if (!account) {
			throw new OAuthError('temporarily_unavailable', 'error_frame_not_set_up');
		}
		const { wallet } = await openSession(verified, ROCKET_CHAT_LIFETIMES, provider, stores, now);
		const { http } = this.app.getAccessors();
		const loginToken = await requestLoginToken(existingUser(wallet).id, account, workspace, http);
		return jsonAnswer({ loginToken }, 200, { 'set-cookie': endOfHandOver(workspace) });
	};

	/** Rocket.Chat knows 200 and 401. */
	protected override refuse(error: OAuthError): IApiResponse {
		return { ...errorAnswer(error), status: error.status < 500 ? 401 : error.status };
	}
}

const NOTHING_HANDED_OVER = new OAuthError('invalid_token', 'error_frame');
