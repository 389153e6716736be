import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { getTellableUsername } from '../lib/identity/getTellableUsername';
import { authenticateClient } from '../lib/oauth/authenticateClient';
import { OAuthError } from '../lib/oauth/OAuthError';
import { readParameters } from '../lib/oauth/parameters';
import { parseClientCredentials } from '../lib/oauth/parseClientCredentials';
import { formatScopes } from '../lib/oauth/scopes';
import { type IntrospectedToken, introspectToken } from '../lib/session/checkToken';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { respondJson } from './http/responses';

/**
 * The introspection endpoint (RFC 7662). A client with a secret learns whether a token of its own is active. Any other
 * token counts as not active.
 */
export class IntrospectEndpoint extends OAuthEndpoint {
	override path = 'introspect';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async (call: Call): Promise<IApiResponse> => {
		const { request, now } = call;
		const parameters = readParameters(request.content, ['token', 'client_id', 'client_secret']);
		const credentials = parseClientCredentials(request.headers.authorization, parameters);
		const context = await this.loader.loadContext(call, now);
		const client = authenticateClient(context.clients, credentials);
		if (client.authentication.method === 'none') {
			throw new OAuthError('client_credentials');
		}
		const found = await introspectToken(parameters.token ?? '', client, context);
		return respondJson(found ? introspection(found, context.site.issuer) : { active: false });
	};
}

/** RFC 7662 2.2. */
function introspection({ type, grant, expiresAt }: IntrospectedToken, issuer: string): object {
	const { client, session, wallet } = grant;
	const username = getTellableUsername(wallet);
	return {
		active: true,
		...(type === 'access' ? { token_type: 'Bearer' } : {}),
		client_id: client.id,
		sub: session.account,
		...(username === undefined ? {} : { username }),
		scope: formatScopes(session.scopes),
		iss: issuer,
		aud: client.id,
		iat: session.issuedAt,
		exp: expiresAt,
	};
}
