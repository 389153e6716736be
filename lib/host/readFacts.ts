import { ROCKET_CHAT_SETTINGS } from '../doctor/checkRocketChat';
import type { Facts } from '../doctor/Facts';
import { getRocketChatSecret } from '../oauth/workspaceClients';
import { parseSettings } from '../settings/AppSettings';
import { getCustomOAuthPrefix, makeEmailTable, makeRecommendedTable } from '../setup/customOAuthTable';
import { readSigningKeys } from '../store/SigningKeyStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import type { Accessors } from './Accessors';
import { type ConfigurationLoader, readStoredSettings } from './ConfigurationLoader';
import { callSelf } from './callSelf';
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
		callSelf({ site, settings, stored, keys }, http),
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
