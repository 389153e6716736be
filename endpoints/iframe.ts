import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { assertMadeFor } from '../lib/challenge';
import { ROCKET_CHAT_LIFETIMES } from '../lib/clients';
import { plainServiceName } from '../lib/customOAuthTable';
import { existingUser, frameSubject, serviceAccountOf } from '../lib/frameLogin';
import { sealHandOver } from '../lib/handOver';
import { OAuthError } from '../lib/OAuthError';
import { openSession } from '../lib/openSession';
import type { Settings } from '../lib/settings';
import { takesAccessTokens } from '../lib/store/customOAuth';
import { verifyAnswer } from '../lib/verifyAnswer';
import { assertMayUse, findWalletUser } from '../lib/walletUser';
import { jsonAnswer, redirectAnswer } from './answers';
import { assertFromWorkspace } from './fromWorkspace';
import { handOverCookie } from './handOverCookie';
import { type Call, OAuthEndpoint } from './OAuthEndpoint';
import { signedBody } from './signedBody';
import { signInOffer } from './signInOffer';
import { signInRefusal } from './signInRefusal';

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
			throw new OAuthError('temporarily_unavailable', 'error_frame_not_set_up');
		}
		if (request.headers['sec-fetch-dest'] === 'document') {
			// Outside the frame there is no page to tell that somebody has signed in.
			return redirectAnswer(`${workspace.url}/home`);
		}
		const framedBy = new URL(workspace.url).origin;
		return signInOffer(request, frameSubject(provider), { framedBy }, provider, now);
	};

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const provider = await this.loader.load(read, now);
		const { workspace, settings, keys } = provider;
		assertFromWorkspace(request, workspace);
		const answer = signedBody(request);
		const verified = verifyAnswer(answer, provider, now);
		assertMadeFor(verified.challenge, frameSubject(provider));
		if (await takesAccessTokens(settings.serviceName, read)) {
			const { issued } = await openSession(verified, ROCKET_CHAT_LIFETIMES, provider, stores, now);
			return jsonAnswer({ login: loginRequest(issued.accessToken, settings) });
		}
		const wallet = await findWalletUser(verified.account, stores, provider);
		existingUser(wallet);
		await assertMayUse(wallet, verified, settings, stores, now);
		const sealed = sealHandOver(answer, keys.handOver, now);
		return jsonAnswer({ handedOver: true }, 200, { 'set-cookie': handOverCookie(sealed, workspace) });
	};

	/** What stands in the frame has to be seen there: a refusal, too. */
	protected override refuse(error: OAuthError, request: IApiRequest): IApiResponse {
		return signInRefusal(error, request, "'self'");
	}
}

/** The body of `POST /api/v1/login` that Rocket.Chat's classic client takes instead of a redirect. */
function loginRequest(accessToken: string, { serviceName }: Settings) {
	return {
		serviceName: plainServiceName(serviceName),
		accessToken,
		expiresIn: ROCKET_CHAT_LIFETIMES.accessToken,
	};
}
