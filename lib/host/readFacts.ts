import { ROCKET_CHAT_SETTINGS } from '../doctor/checkRocketChat';
import type { Facts } from '../doctor/Facts';
import { listRedirectUris } from '../oauth/listRedirectUris';
import { getRocketChatSecret, makeRocketChatClient } from '../oauth/workspaceClients';
import type { Configuration } from '../provider/Configuration';
import type { Site } from '../provider/Site';
import { parseSettings, readSettingValues } from '../settings/AppSettings';
import { getCustomOAuthPrefix, makeEmailTable, makeRecommendedTable } from '../setup/customOAuthTable';
import { readSigningKeys } from '../store/SigningKeyStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { Accessors } from './Accessors';
import { type ConfigurationLoader, readStoredSettings } from './ConfigurationLoader';
import { type Callee, callSelf } from './callSelf';
import { readServerSettings } from './serverSettings';

/**
 * Reads what doctor looks at; nothing of it comes from a cache but the master key.
 * @throws OAuthError as `loadContext` of the loader
 */
export async function readFacts(
	loader: ConfigurationLoader,
	{ read, http }: Pick<Accessors, 'read' | 'http'>,
	now: UnixSeconds,
): Promise<Facts> {
	loader.invalidateSite();
	const [site, { keys }, stored] = await Promise.all([
		loader.loadSite(read),
		loader.load(read, now),
		readStoredSettings(read),
	]);
	const settings = parseSettings(stored);
	const prefix = getCustomOAuthPrefix(settings.serviceName);
	const access = {
		issuer: site.issuer,
		clientId: settings.clientId,
		clientSecret: getRocketChatSecret(settings, keys),
	};
	const recommended = makeRecommendedTable(access);
	const fields = Object.keys(recommended).map((field) => prefix + field);
	const [server, signingKeys, calls] = await Promise.all([
		readServerSettings(['SSRF_Allowlist', ...ROCKET_CHAT_SETTINGS, ...fields], read),
		readSigningKeys(read.getPersistenceReader()),
		callSelf(makeCallee(site, access, { settings, keys, stored }), http),
	]);
	return {
		site,
		settings,
		stored,
		server,
		prefix,
		table: server[`${prefix}-key_field`] === 'email' ? makeEmailTable(access) : recommended,
		hasSigningKeys: signingKeys.length > 0,
		...calls,
		now,
	};
}

function makeCallee(
	site: Site,
	{ clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
	{ settings, keys, stored }: Pick<Configuration, 'settings' | 'keys'> & Pick<Facts, 'stored'>,
): Callee {
	const [redirectUri = ''] = listRedirectUris(makeRocketChatClient(settings, keys), site);
	const { serviceAccountId: id = '', serviceAccountToken: token = '' } = readSettingValues(stored);
	return {
		site,
		clientId,
		clientSecret,
		login: {
			client_id: clientId,
			redirect_uri: redirectUri,
			response_type: 'code',
			state: 'doctor',
			scope: 'openid',
		},
		// Half an account counts as one here: it is to be found.
		serviceAccount: id || token ? { id, token } : undefined,
	};
}
