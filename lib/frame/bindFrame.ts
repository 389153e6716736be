import { type Binding, bind } from '../login/Binding';
import { parseScopes } from '../oauth/scopes';
import type { Context } from '../provider/Context';

/**
 * What is signed in the frame: a login to Rocket.Chat that ends in the frame itself. Its address is no client's
 * redirect URI, so nothing signed here fits a redirect, nor the other way round.
 */
export function bindFrame({ site, settings }: Pick<Context, 'site' | 'settings'>): Binding {
	const client = { id: settings.clientId };
	return bind(
		{ client, redirectUri: `${site.issuer}/iframe`, scopes: parseScopes('openid') },
		{ kind: 'frame' },
	);
}
