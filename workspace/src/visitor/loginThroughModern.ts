import { followRedirect } from './authorize';
import { completeLogin, type LoggedIn } from './completeLogin';
import { dataAttributes } from './dataAttributes';
import { isJson, readJson } from './json';
import { LoginFailed } from './loginFailed';
import type { ServiceLogin } from './loginThroughClassic';
import { type VisitedPage, Visitor } from './Visitor';

/** Presses the service's button as the modern client does. @returns the provider's address. @throws LoginFailed */
export async function beginModernLogin(visitor: Visitor, service: string): Promise<string> {
	const page = await visitor.get(`${visitor.site}/oauth/${service}`);
	if (!page.location) {
		throw new LoginFailed('provider', page.text, { status: page.status });
	}
	return page.location;
}

/** Where the callback's answer leads: a redirect, or what the popup's page tells its opener. */
function outcome(visitor: Visitor, page: VisitedPage): URL {
	if (page.location) {
		return new URL(page.location);
	}
	const message = readJson(dataAttributes(page.text).message ?? '');
	if (message.externalCommand === 'login-with-token') {
		return new URL(`${visitor.site}/home?resumeToken=${message.token}`);
	}
	if (message.externalCommand === 'go') {
		return new URL(`${visitor.site}${message.path}`);
	}
	throw new LoginFailed('callback', page.text, { status: page.status });
}

async function answerChallenge(visitor: Visitor, challengeId: string, code: string): Promise<string> {
	const url = `${visitor.site}/api/v1/twoFactorChallenges.verifyChallenge`;
	const { json } = await visitor.postJson(url, { challengeId, code });
	const authToken = isJson(json.data) ? json.data.authToken : undefined;
	if (typeof authToken !== 'string') {
		throw new LoginFailed('login', `${json.message} [${json.error}]`, json);
	}
	return authToken;
}

/** Redeems a login code. @throws LoginFailed */
async function redeem(visitor: Visitor, code: string): Promise<string> {
	const { json } = await visitor.postJson(`${visitor.site}/api/v1/loginCode.redeem`, { code });
	if (typeof json.loginToken !== 'string') {
		throw new LoginFailed('login', String(json.error), json);
	}
	return json.loginToken;
}

/** Comes back from the provider and finishes the login. @throws LoginFailed */
export async function finishModernLogin(
	visitor: Visitor,
	callback: string,
	twoFactorCode?: ServiceLogin['twoFactorCode'],
): Promise<LoggedIn> {
	const target = outcome(visitor, await visitor.get(callback));
	const challengeId = /\/2fa\/email\/(\w+)$/.exec(target.pathname)?.[1];
	if (challengeId && twoFactorCode) {
		const token = await answerChallenge(visitor, challengeId, await twoFactorCode());
		return completeLogin(visitor, { resume: token });
	}
	if (challengeId) {
		throw new LoginFailed('login', 'TOTP Required [totp-required]', { challengeId });
	}
	const loginCode = target.searchParams.get('loginCode');
	const resume = loginCode ? await redeem(visitor, loginCode) : target.searchParams.get('resumeToken');
	if (!resume) {
		throw new LoginFailed('callback', '', { location: target.href });
	}
	return completeLogin(visitor, { resume });
}

/**
 * Logs in like a person who presses the service's button in Rocket.Chat's modern client.
 *
 * @param site Site_Url, without a slash at the end
 * @throws LoginFailed with what the visitor would read
 */
export async function loginThroughModern(site: string, login: ServiceLogin): Promise<LoggedIn> {
	const { authorize = followRedirect, visitor = new Visitor(site) } = login;
	const authorizeUrl = await beginModernLogin(visitor, login.service);
	const callback = await authorize(visitor, authorizeUrl);
	return finishModernLogin(visitor, callback, login.twoFactorCode);
}
