import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { Facts, SelfCall } from '../doctor/Facts';
import { listRedirectUris } from '../oauth/listRedirectUris';
import { getRocketChatSecret, makeRocketChatClient } from '../oauth/workspaceClients';
import type { Configuration } from '../provider/Configuration';
import { readSettingValues } from '../settings/AppSettings';

/** A command has to be done within 30 seconds. */
const TIMEOUT_MS = 5000;

const MAX_REASON_LENGTH = 200;

type Headers = Record<string, string>;

/** Whom to call, and what its credentials come from. */
type Callee = Pick<Facts, 'site' | 'settings' | 'stored'> & Pick<Configuration, 'keys'>;

/** Calls the app, and Rocket.Chat about the service account, at the workspace's public address, all at once. */
export async function callSelf(
	{ site, settings, stored, keys }: Callee,
	http: IHttp,
): Promise<Pick<Facts, 'metadata' | 'token' | 'page' | 'serviceAccount'>> {
	const { issuer } = site;
	const { clientId } = settings;
	const [redirectUri = ''] = listRedirectUris(makeRocketChatClient(settings, keys), site);
	// Half an account counts as one here: it is to be found.
	const { serviceAccountId, serviceAccountToken } = readSettingValues(stored);
	const hasServiceAccount = serviceAccountId !== undefined || serviceAccountToken !== undefined;
	const login = {
		client_id: clientId,
		redirect_uri: redirectUri,
		response_type: 'code',
		state: 'doctor',
		scope: 'openid',
	};
	const basic = Buffer.from(`${clientId}:${getRocketChatSecret(settings, keys)}`).toString('base64');
	const form = 'application/x-www-form-urlencoded';
	const get = (url: string, headers: Headers = {}) =>
		resultOf(url, http.get(url, { timeout: TIMEOUT_MS, headers }));
	const post = (url: string, headers: Headers, content: string) =>
		resultOf(url, http.post(url, { timeout: TIMEOUT_MS, headers, content }));
	const [metadata, page, token, serviceAccount] = await Promise.all([
		get(`${issuer}/openid-configuration`),
		get(`${issuer}/authorize?${new URLSearchParams(login)}`),
		post(
			`${issuer}/token`,
			{ authorization: `Basic ${basic}`, 'content-type': form },
			'grant_type=authorization_code&code=doctor',
		),
		hasServiceAccount
			? get(`${site.url}/api/v1/me`, {
					'X-User-Id': serviceAccountId ?? '',
					'X-Auth-Token': serviceAccountToken ?? '',
				})
			: undefined,
	]);
	return { metadata, page, token, serviceAccount };
}

async function resultOf(url: string, call: Promise<IHttpResponse | null | undefined>): Promise<SelfCall> {
	try {
		// Without the permission `networking` the engine answers nothing at all.
		const answer = await call;
		return answer
			? {
					kind: 'answered',
					url,
					status: answer.statusCode,
					headers: answer.headers ?? {},
					json: { ...answer.data },
				}
			: { kind: 'forbidden', url };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { kind: 'unreachable', url, reason: reason.slice(0, MAX_REASON_LENGTH) || 'unknown fault' };
	}
}
