import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { assertHasAccess, findWallet } from '../lib/identity/findWallet';
import { sha256 } from '../lib/keys/digest';
import type { Client } from '../lib/oauth/Client';
import { parseClientCredentials } from '../lib/oauth/clientCredentials';
import { authenticateClient } from '../lib/oauth/clients';
import { OAuthError } from '../lib/oauth/OAuthError';
import { readParameters } from '../lib/oauth/parameters';
import type { Configuration } from '../lib/provider/Configuration';
import type { Stores } from '../lib/store/Stores';
import type { UnixSeconds } from '../lib/time/UnixSeconds';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { jsonResponse } from './http/responses';

/**
 * The introspection endpoint (RFC 7662). A client with a secret learns whether a token of its own is good;
 * whatever else it asks about is not active, as far as it is told.
 */
export class IntrospectEndpoint extends OAuthEndpoint {
	override path = 'introspect';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const parameters = readParameters(request.content, ['token', 'client_id', 'client_secret']);
		const credentials = parseClientCredentials(request.headers.authorization ?? '', parameters);
		const provider = await this.loader.load(read, now);
		const client = authenticateClient(provider.clients, credentials);
		if (client.secretHash === '') {
			throw new OAuthError('client_credentials');
		}
		return jsonResponse(await introspect(parameters.token, client, provider, stores, now));
	};
}

async function introspect(
	token: string,
	client: Client,
	provider: Configuration,
	stores: Stores,
	now: UnixSeconds,
): Promise<object> {
	const inactive = { active: false };
	const hash = sha256(token);
	const [byAccess, byRefresh] = await Promise.all([
		stores.sessions.byAccessHash(hash),
		stores.sessions.byRefreshHash(hash),
	]);
	const session = byAccess ?? (byRefresh?.kind === 'session' ? byRefresh : undefined);
	const expiresAt = byAccess ? byAccess.accessExpiresAt : (session?.expiresAt ?? 0);
	if (!session || session.clientId !== client.id || now >= expiresAt) {
		return inactive;
	}
	try {
		const wallet = await findWallet(session.account, stores, provider);
		assertHasAccess(wallet, provider.settings);
		return {
			active: true,
			...(byAccess ? { token_type: 'Bearer' } : {}),
			client_id: client.id,
			sub: session.account,
			...(wallet.user ? { username: wallet.user.username } : {}),
			scope: session.scope,
			iss: provider.workspace.issuer,
			aud: client.id,
			iat: session.issuedAt,
			exp: expiresAt,
		};
	} catch (error) {
		if (error instanceof OAuthError) {
			return inactive;
		}
		throw error;
	}
}
