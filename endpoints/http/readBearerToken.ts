import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import { OAuthError } from '../../lib/oauth/OAuthError';
import { readParameters } from '../../lib/oauth/parameters';

/**
 * The access token of a request: from its Authorization header, or the parameter `access_token` (RFC 6750 2).
 * @param parameters where that parameter may be: the query or the body
 * @throws OAuthError invalid_request when there are two, invalid_token when there is none
 */
export function readBearerToken({ headers }: IApiRequest, parameters: unknown): string {
	const parameter = readParameters(parameters, ['access_token']).access_token;
	const [, header = ''] = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(headers.authorization ?? '') ?? [];
	if (parameter !== undefined && header !== '') {
		throw new OAuthError('token_twice');
	}
	const token = header || parameter;
	if (token === undefined) {
		throw new OAuthError('token_missing');
	}
	return token;
}
