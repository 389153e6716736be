import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import { OAuthError } from '../oauth/OAuthError';
import type { Site } from '../provider/Site';
import type { ServiceAccount } from '../settings/AppSettings';
import { isOwnAddress } from './callSelf';

/** The visitor waits for it. */
const TIMEOUT_MS = 10_000;

/**
 * Has Rocket.Chat make a login token for a user, over its REST API: no accessor does. The call goes out from
 * the server to its own public address, which has to show first that the app is there: the account's token is an admin's.
 * @throws OAuthError server_error, with the status that Rocket.Chat answered
 */
export async function requestLoginToken(
	userId: string,
	{ serviceAccount, site }: { readonly serviceAccount: ServiceAccount; readonly site: Site },
	http: IHttp,
): Promise<string> {
	if (!(await isOwnAddress(site, http))) {
		throw new OAuthError('login_token', { status: 0 });
	}
	const { id, token, secret } = serviceAccount;
	// Undefined when the app lacks the permission `networking`.
	const answer: IHttpResponse | undefined = await http.post(`${site.url}/api/v1/users.createToken`, {
		headers: { 'X-User-Id': id, 'X-Auth-Token': token },
		data: { userId, ...(secret === undefined ? {} : { secret }) },
		timeout: TIMEOUT_MS,
	});
	const login = answer?.data?.data;
	if (login?.userId !== userId || typeof login.authToken !== 'string') {
		throw new OAuthError('login_token', { status: answer?.statusCode ?? 0 });
	}
	return login.authToken;
}
