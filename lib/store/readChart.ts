import type { IHttp, IHttpResponse, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { rocketChatClient, rocketChatSecret } from '../clients';
import { customOAuthPrefix, emailTable, recommendedTable } from '../customOAuthTable';
import type { Chart, SelfCall } from '../doctor/Chart';
import { ROCKET_CHAT_SETTINGS } from '../doctor/rocketChat';
import { parseSettings } from '../settings';
import type { UnixSeconds } from '../time';
import { type ProviderLoader, readTypedSettings } from './ProviderLoader';
import { SigningKeyStore } from './SigningKeyStore';
import { readServerSettings } from './serverSettings';

/** So long, in milliseconds, is an answer waited for: a command has to be done within 30 seconds. */
const PATIENCE = 8000;

/**
 * Reads what the doctor looks at, and calls the app at its public address, all at once.
 * @throws OAuthError as `ProviderLoader.load`
 */
export async function readChart(
	loader: ProviderLoader,
	read: IRead,
	http: IHttp,
	now: UnixSeconds,
): Promise<Chart> {
	const [{ workspace, keys }, typed] = await Promise.all([loader.load(read, now), readTypedSettings(read)]);
	const settings = parseSettings(typed);
	const clientSecret = rocketChatSecret(settings, keys);
	const [redirectUri = ''] = rocketChatClient(settings, keys, workspace).redirectUris;
	const prefix = customOAuthPrefix(settings.serviceName);
	const access = { issuer: workspace.issuer, clientId: settings.clientId, clientSecret };
	const recommended = recommendedTable(access);
	const ids = [
		'SSRF_Allowlist',
		...ROCKET_CHAT_SETTINGS,
		...Object.keys(recommended).map((field) => prefix + field),
	];
	const get = (path: string) =>
		selfCall(`${workspace.issuer}/${path}`, (url) => http.get(url, { timeout: PATIENCE }));
	const credentials = Buffer.from(`${settings.clientId}:${clientSecret}`).toString('base64');
	const login = {
		client_id: settings.clientId,
		redirect_uri: redirectUri,
		response_type: 'code',
		state: 'doctor',
		scope: 'openid',
	};
	const [server, signingKeys, metadata, token, page] = await Promise.all([
		readServerSettings(ids, read),
		new SigningKeyStore().read(read.getPersistenceReader(), now),
		get('openid-configuration'),
		selfCall(`${workspace.issuer}/token`, (url) =>
			http.post(url, {
				timeout: PATIENCE,
				headers: {
					authorization: `Basic ${credentials}`,
					'content-type': 'application/x-www-form-urlencoded',
				},
				content: 'grant_type=authorization_code&code=doctor',
			}),
		),
		get(`authorize?${new URLSearchParams(login)}`),
	]);
	return {
		workspace,
		settings,
		typed,
		server,
		prefix,
		table: server[`${prefix}-key_field`] === 'email' ? emailTable(access) : recommended,
		hasSigningKeys: signingKeys.length > 0,
		metadata,
		token,
		page,
		now,
	};
}

async function selfCall(
	url: string,
	call: (url: string) => Promise<IHttpResponse | null | undefined>,
): Promise<SelfCall> {
	const none = { url, status: 0, headers: {}, json: {}, failure: '' };
	try {
		// Without the permission `networking` the engine answers nothing at all.
		const answer = await call(url);
		return answer
			? { ...none, status: answer.statusCode, headers: answer.headers ?? {}, json: { ...answer.data } }
			: none;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { ...none, failure: reason.slice(0, 200) || 'unknown fault' };
	}
}
