import type { CustomOAuthService } from '../customOAuthService';
import { type Identity, isIdentity } from '../fieldTemplate';
import type { LoginRelease } from '../loginRelease';
import { serviceConfiguration } from '../serviceConfiguration';
import { serviceUrl } from '../serviceUrl';
import { redirectUri } from './loginUrl';

/**
 * Where the token request carries its parameters: in the form body, or, as some servers around 6.0 did, in the
 * query string of the POST, then also with a Basic value without the word Basic.
 */
export type TokenParameters = 'body' | 'query';

/** What the token endpoint answered. */
export interface TokenAnswer {
	accessToken: string;
	refreshToken?: unknown;
	idToken?: unknown;
	/** Seconds; NaN when the answer has none. */
	expiresIn: number;
}

const TIMEOUT_MS = 20_000;
const HEADERS = { 'User-Agent': 'Meteor/METEOR@3.0.4', Accept: 'application/json', Connection: 'close' };

async function requestJson(url: string, init: RequestInit): Promise<Identity> {
	const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
	if (!response.ok) {
		throw new Error(response.statusText);
	}
	const body: unknown = await response.json();
	if (!isIdentity(body)) {
		throw new Error('the answer is not a JSON object');
	}
	return body;
}

function tokenRequest(
	siteUrl: string,
	service: CustomOAuthService,
	query: { code: string; state: string },
	release: LoginRelease,
): [url: string, init: RequestInit] {
	const url = serviceUrl(service.serverUrl, service.tokenPath);
	const form = new URLSearchParams({
		code: query.code,
		redirect_uri: redirectUri(siteUrl, serviceConfiguration(service, release)),
		grant_type: 'authorization_code',
		state: query.state,
	});
	const headers: Record<string, string> = { ...HEADERS };
	if (service.tokenSentVia === 'header') {
		const credentials = Buffer.from(`${service.clientId}:${service.secret}`).toString('base64');
		headers.Authorization = release.tokenParameters === 'query' ? credentials : `Basic ${credentials}`;
	} else {
		form.append('client_secret', service.secret);
		form.append('client_id', service.clientId);
	}
	if (release.tokenParameters === 'query') {
		return [`${url}?${form}`, { method: 'POST', headers }];
	}
	headers['Content-Type'] = 'application/x-www-form-urlencoded';
	return [url, { method: 'POST', headers, body: form.toString() }];
}

/** Exchanges a code for a token as the classic client does. @throws Error for any answer but a 2xx JSON without `error` */
export async function requestToken(
	siteUrl: string,
	service: CustomOAuthService,
	query: { code: string; state: string },
	release: LoginRelease,
): Promise<TokenAnswer> {
	try {
		const answer = await requestJson(...tokenRequest(siteUrl, service, query, release));
		if (answer.error) {
			throw new Error(String(answer.error));
		}
		return {
			accessToken: String(answer.access_token),
			refreshToken: answer.refresh_token,
			idToken: answer.id_token,
			expiresIn: Number.parseInt(String(answer.expires_in), 10),
		};
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`Failed to complete OAuth handshake with ${service.name}. ${reason}`, { cause });
	}
}

/** Fetches the identity as the classic client does, by Bearer header or query parameter. @throws Error unless it is 2xx JSON */
export async function requestIdentity(service: CustomOAuthService, accessToken: string): Promise<Identity> {
	const url = serviceUrl(service.serverUrl, service.identityPath);
	try {
		if (service.identitySentVia === 'header') {
			return await requestJson(url, { headers: { ...HEADERS, Authorization: `Bearer ${accessToken}` } });
		}
		const query = new URLSearchParams({ [service.accessTokenParam]: accessToken });
		return await requestJson(`${url}?${query}`, { headers: HEADERS });
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`Failed to fetch identity from ${service.name} at ${url}. ${reason}`, { cause });
	}
}
