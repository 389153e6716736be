import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { Chart, SelfCall } from '../doctor/Chart';
import { redirectUrisOf } from '../oauth/redirectUris';
import { rocketChatClient, rocketChatSecret } from '../oauth/workspaceClients';
import type { Configuration } from '../provider/Configuration';
import type { Site } from '../provider/Site';
import { readSettingValues, type StoredSettings } from '../settings/AppSettings';

/** So long, in milliseconds, is an answer waited for: a command has to be done within 30 seconds. */
const PATIENCE = 5000;

type Headers = Record<string, string>;

/** Calls the app, and Rocket.Chat about the service account, at the workspace's public address, all at once. */
export async function selfCalls(
	{ workspace, settings, keys }: Pick<Configuration, 'settings' | 'keys'> & { readonly workspace: Site },
	typed: StoredSettings,
	http: IHttp,
): Promise<Pick<Chart, 'metadata' | 'token' | 'page' | 'serviceAccount'>> {
	const { issuer } = workspace;
	const { clientId } = settings;
	// Settings that hold only half of an account are to be found, too.
	const { serviceAccountId, serviceAccountToken } = readSettingValues(typed);
	const [redirectUri = ''] = redirectUrisOf(rocketChatClient(settings, keys), workspace);
	const login = {
		client_id: clientId,
		redirect_uri: redirectUri,
		response_type: 'code',
		state: 'doctor',
		scope: 'openid',
	};
	const credentials = Buffer.from(`${clientId}:${rocketChatSecret(settings, keys)}`).toString('base64');
	const form = 'application/x-www-form-urlencoded';
	const get = (url: string, headers: Headers = {}) =>
		outcome(url, http.get(url, { timeout: PATIENCE, headers }));
	const post = (url: string, headers: Headers, content: string) =>
		outcome(url, http.post(url, { timeout: PATIENCE, headers, content }));
	const hasServiceAccount = serviceAccountId !== undefined || serviceAccountToken !== undefined;
	const [metadata, page, token, serviceAccount] = await Promise.all([
		get(`${issuer}/openid-configuration`),
		get(`${issuer}/authorize?${new URLSearchParams(login)}`),
		post(
			`${issuer}/token`,
			{ authorization: `Basic ${credentials}`, 'content-type': form },
			'grant_type=authorization_code&code=doctor',
		),
		hasServiceAccount
			? get(`${workspace.url}/api/v1/me`, {
					'X-User-Id': serviceAccountId ?? '',
					'X-Auth-Token': serviceAccountToken ?? '',
				})
			: undefined,
	]);
	return { metadata, page, token, serviceAccount };
}

async function outcome(url: string, call: Promise<IHttpResponse | null | undefined>): Promise<SelfCall> {
	const none = { url, status: 0, headers: {}, json: {}, failure: '' };
	try {
		// Without the permission `networking` the engine answers nothing at all.
		const answer = await call;
		return answer
			? { ...none, status: answer.statusCode, headers: answer.headers ?? {}, json: { ...answer.data } }
			: none;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { ...none, failure: reason.slice(0, 200) || 'unknown fault' };
	}
}
