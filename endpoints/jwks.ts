import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { toPublicKeySet } from '../lib/keys/signingKeys';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { MAY_BE_CACHED, respondJson } from './http/responses';

/** The public keys that id_tokens are verified with (RFC 7517 5). */
export class JwksEndpoint extends OAuthEndpoint {
	override path = 'jwks';
	protected override readonly allow = 'GET, HEAD, OPTIONS';
	protected override readonly crossOrigin = true;

	override onGet = async ({ read, now }: Call): Promise<IApiResponse> => {
		const records = await this.loader.signingKeys.read(read.getPersistenceReader(), now);
		return respondJson(toPublicKeySet(records), 200, MAY_BE_CACHED);
	};
}
