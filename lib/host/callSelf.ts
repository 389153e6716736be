import type { IHttp, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { SelfCall, SelfCalls } from '../doctor/Facts';
import type { Site } from '../provider/Site';

/** A command has to be done within 30 seconds. */
const TIMEOUT_MS = 5000;

const MAX_REASON_LENGTH = 200;

type Headers = Record<string, string>;

/** What the calls are made of. */
export interface Callee {
	readonly site: Site;
	/** The query of an authorization request, as Rocket.Chat sends it. */
	readonly login: Record<string, string>;
	readonly clientId: string;
	readonly clientSecret: string;
	/** The iframe login's service account, as far as it is named. */
	readonly serviceAccount: { readonly id: string; readonly token: string } | undefined;
}

/**
 * Calls the app, and Rocket.Chat about the service account, at the workspace's public address. A secret is sent only
 * when the address has shown that the app is there: Site_Url may lead to anybody.
 */
export async function callSelf(
	{ site, login, clientId, clientSecret, serviceAccount }: Callee,
	http: IHttp,
): Promise<SelfCalls> {
	const { issuer } = site;
	const get = (url: string, headers: Headers = {}) =>
		readCall(url, http.get(url, { timeout: TIMEOUT_MS, headers }));
	const metadata = await get(`${issuer}/openid-configuration`);
	if (!showsIssuer(metadata, site)) {
		return { metadata };
	}
	const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
	const tokenUrl = `${issuer}/token`;
	const [page, token, account] = await Promise.all([
		get(`${issuer}/authorize?${new URLSearchParams(login)}`),
		readCall(
			tokenUrl,
			http.post(tokenUrl, {
				timeout: TIMEOUT_MS,
				headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
				content: 'grant_type=authorization_code&code=doctor',
			}),
		),
		serviceAccount
			? get(`${site.url}/api/v1/me`, {
					'X-User-Id': serviceAccount.id,
					'X-Auth-Token': serviceAccount.token,
				})
			: undefined,
	]);
	return { metadata, reached: { page, token, serviceAccount: account } };
}

/** Whether the app itself answers at the workspace's public address. */
export async function isOwnAddress(site: Site, http: IHttp): Promise<boolean> {
	const url = `${site.issuer}/openid-configuration`;
	return showsIssuer(await readCall(url, http.get(url, { timeout: TIMEOUT_MS })), site);
}

function showsIssuer(metadata: SelfCall, { issuer }: Site): boolean {
	return metadata.kind === 'answered' && metadata.status === 200 && metadata.json.issuer === issuer;
}

async function readCall(url: string, call: Promise<IHttpResponse | null | undefined>): Promise<SelfCall> {
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
