import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { ConfigurationLoader } from '../lib/host/ConfigurationLoader';
import { makeProviderMetadata } from '../lib/provider/makeProviderMetadata';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';
import { MAY_BE_CACHED, respondJson } from './http/responses';

/** Where clients look for the provider's metadata; the last for hosts that refuse a path with a dot. */
export const METADATA_PATHS = [
	'.well-known/openid-configuration',
	'.well-known/oauth-authorization-server',
	'openid-configuration',
];

/** The provider's metadata (OpenID Connect Discovery 4, RFC 8414 3). */
export class MetadataEndpoint extends OAuthEndpoint {
	protected override readonly allow = 'GET, HEAD, OPTIONS';
	protected override readonly crossOrigin = true;

	constructor(
		app: IApp,
		loader: ConfigurationLoader,
		override readonly path: string,
	) {
		super(app, loader);
	}

	override onGet = async ({ read }: Call): Promise<IApiResponse> => {
		const issuer = await this.loader.loadIssuer(read);
		return respondJson(makeProviderMetadata(issuer), 200, MAY_BE_CACHED);
	};
}
