import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { answerTokenRequest, type TokenContext } from '../../login/answerTokenRequest';
import { OAuthError } from '../../oauth/OAuthError';
import { parseTokenRequest } from '../../oauth/parseTokenRequest';
import { revokeToken } from '../../session/revokeToken';

/**
 * HTTP for the Apps-Engine's OAuth2 client that reaches the app's own token and revocation endpoints only, inside the
 * process: no network, no refused private address, no secret in an access log.
 * @param onFailure gets what an endpoint failed with, because the client drops the reason
 */
export function makeInProcessHttp(context: TokenContext, onFailure: (error: unknown) => void): IHttp {
	const endpoints: Readonly<Record<string, (query: URLSearchParams) => Promise<object>>> = {
		[`${context.site.issuer}/token`]: (query) =>
			answerTokenRequest(
				parseTokenRequest({ query: Object.fromEntries(query), body: {}, authorization: undefined }),
				context,
			),
		[`${context.site.issuer}/revoke`]: async (query) => {
			await revokeToken(query.get('token') ?? '', context);
			return {};
		},
	};
	return {
		post: async (address) => {
			const { origin, pathname, searchParams } = new URL(address);
			const url = `${origin}${pathname}`;
			const endpoint = Object.hasOwn(endpoints, url) ? endpoints[url] : undefined;
			if (!endpoint) {
				throw new Error('not an endpoint of this provider');
			}
			try {
				return response(200, await endpoint(searchParams));
			} catch (error) {
				onFailure(error);
				if (!(error instanceof OAuthError)) {
					throw error;
				}
				return response(error.status, { error: error.code });
			}
		},
		get: onlyPost,
		put: onlyPost,
		del: onlyPost,
		patch: onlyPost,
	};
}

/** What the client looks at of a response. */
function response(statusCode: number, data: object): IHttpResponse {
	return { statusCode, content: JSON.stringify(data), data } as IHttpResponse;
}

function onlyPost(): Promise<IHttpResponse> {
	return Promise.reject(new Error("the engine's OAuth2 client sends POST only"));
}
