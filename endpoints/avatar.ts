import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { drawIdenticon } from '../lib/avatar/drawIdenticon';
import { parseAccount } from '../lib/ethereum/account';
import { OAuthError } from '../lib/oauth/OAuthError';
import { readParameters } from '../lib/oauth/parameters';
import { type Call, OAuthEndpoint } from './http/OAuthEndpoint';

/** An account's picture never changes, and tells nothing but what its address does. */
const HEADERS = {
	'content-type': 'image/png',
	'cache-control': 'public, max-age=31536000, immutable',
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
	'x-content-type-options': 'nosniff',
};

/** The picture of the account `?account=0x…`, to which the claim `picture` points. Reads no store and no setting. */
export class AvatarEndpoint extends OAuthEndpoint {
	override path = 'avatar';
	protected override readonly allow = 'GET, HEAD, OPTIONS';

	override onGet = async ({ request }: Call): Promise<IApiResponse> => {
		const account = parseAccount(readParameters(request.query, ['account']).account);
		if (!account) {
			throw new OAuthError('account');
		}
		return { status: 200, headers: HEADERS, content: drawIdenticon(account) };
	};
}
