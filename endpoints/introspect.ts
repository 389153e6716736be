import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { Client } from '../lib/client';
import { clientCredentials } from '../lib/clientCredentials';
import { authenticateClient } from '../lib/clients';
import { sha256 } from '../lib/digest';
import { OAuthError } from '../lib/OAuthError';
import { readParameters } from '../lib/parameters';
import type { Provider } from '../lib/provider';
import type { Stores } from '../lib/store/Stores';
import type { UnixSeconds } from '../lib/time';
import { assertHasAccess, findWalletUser } from '../lib/walletUser';
import { jsonAnswer } from './answers';
import { type Call, OAuthEndpoint } from './OAuthEndpoint';

/**
 * The introspection endpoint (RFC 7662). A client with a secret learns whether a token of its own is good;
 * whatever else it asks about is not active, as far as it is told.
 */
export class IntrospectEndpoint extends OAuthEndpoint {
	override path = 'introspect';
	protected override readonly allow = 'POST, OPTIONS';

	override onPost = async ({ request, read, now, stores }: Call): Promise<IApiResponse> => {
		const parameters = readParameters(request.content, ['token', 'client_id', 'client_secret']);
		const credentials = clientCredentials(request.headers.authorization ?? '', parameters);
		const provider = await this.loader.load(read, now);
		const client = authenticateClient(provider.clients, credentials);
		if (client.secretHash === '') {
			throw new OAuthError('invalid_client', 'error_client_credentials');
		}
		return jsonAnswer(await introspect(parameters.token, client, provider, stores, now));
	};
}

async function introspect(
	token: string,
	client: Client,
	provider: Provider,
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
		const wallet = await findWalletUser(session.account, stores, provider);
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
