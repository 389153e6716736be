import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { answerTokenRequest } from '../lib/login/answerTokenRequest';
import { parseTokenRequest } from '../lib/oauth/parseTokenRequest';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { respondJson } from './http/responses';

/** The token endpoint (RFC 6749 3.2). */
export class TokenEndpoint extends OAuthEndpoint {
	override path = 'token';
	protected override readonly allow = 'POST, OPTIONS';
	protected override readonly crossOrigin = true;

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { query, content: body, headers } = call.request;
		const request = parseTokenRequest({ query, body, authorization: headers.authorization });
		const context = await this.loader.loadContext(call, call.now);
		return respondJson(await answerTokenRequest(request, context));
	};
}
