import type { IHttp, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Chart } from '../doctor/Chart';
import { ROCKET_CHAT_SETTINGS } from '../doctor/rocketChat';
import { rocketChatSecret } from '../oauth/workspaceClients';
import { parseSettings } from '../settings/AppSettings';
import { customOAuthPrefix, emailTable, recommendedTable } from '../setup/customOAuthTable';
import { readSigningKeys } from '../store/SigningKeyStore';
import type { UnixSeconds } from '../time/UnixSeconds';
import { type ConfigurationLoader, readTypedSettings } from './ConfigurationLoader';
import { selfCalls } from './selfCalls';
import { readServerSettings } from './serverSettings';

/**
 * Reads what the doctor looks at, nothing of it from a cache but the master key.
 * @throws OAuthError as `ConfigurationLoader.load`
 */
export async function readChart(
	loader: ConfigurationLoader,
	read: IRead,
	http: IHttp,
	now: UnixSeconds,
): Promise<Chart> {
	const [workspace, { keys }, typed] = await Promise.all([
		loader.loadSite(read),
		loader.load(read, now),
		readTypedSettings(read),
	]);
	const settings = parseSettings(typed);
	const prefix = customOAuthPrefix(settings.serviceName);
	const access = {
		issuer: workspace.issuer,
		clientId: settings.clientId,
		clientSecret: rocketChatSecret(settings, keys),
	};
	const recommended = recommendedTable(access);
	const fields = Object.keys(recommended).map((field) => prefix + field);
	const [server, signingKeys, calls] = await Promise.all([
		readServerSettings(['SSRF_Allowlist', ...ROCKET_CHAT_SETTINGS, ...fields], read),
		readSigningKeys(read.getPersistenceReader()),
		selfCalls({ workspace, settings, keys }, typed, http),
	]);
	return {
		workspace,
		settings,
		typed,
		server,
		prefix,
		table: server[`${prefix}-key_field`] === 'email' ? emailTable(access) : recommended,
		hasSigningKeys: signingKeys.length > 0,
		...calls,
		now,
	};
}
