import { randomBytes } from 'node:crypto';
import { classicLoginUrl } from '../login/classic/loginUrl';
import type { ServiceConfiguration } from '../login/serviceConfiguration';
import { type Authorize, followRedirect } from './authorize';
import { completeLogin, type LoggedIn } from './completeLogin';
import { dataAttributes } from './dataAttributes';
import { isJson } from './json';
import { LoginFailed } from './loginFailed';
import { Visitor } from './Visitor';

/** A login through one of Rocket.Chat's clients. */
export interface ServiceLogin {
	/** The Custom OAuth service's name in lower case. */
	service: string;
	/** Answers the provider's authorize page; by default it follows a redirect. */
	authorize?: Authorize;
	/** Gives the second factor's code when the server asks for one; without it such a login fails. */
	twoFactorCode?: () => string | Promise<string>;
	/** A visitor with a past, for example with another login's cookies. */
	visitor?: Visitor;
}

function isConfiguration(value: unknown, service: string): value is ServiceConfiguration {
	return isJson(value) && value.service === service && typeof value.authorizePath === 'string';
}

/** Presses the service's button as the classic client does. @throws LoginFailed when there is no such button */
export async function beginClassicLogin(
	visitor: Visitor,
	service: string,
): Promise<{ credentialToken: string; url: string }> {
	const { json } = await visitor.get(`${visitor.site}/api/v1/service.configurations`);
	const configurations: unknown[] = Array.isArray(json.configurations) ? json.configurations : [];
	const configuration = configurations.find((candidate) => isConfiguration(candidate, service));
	if (!isConfiguration(configuration, service)) {
		throw new LoginFailed('provider', '', `there is no login service ${service}`);
	}
	const credentialToken = randomBytes(32).toString('base64url');
	const url = classicLoginUrl(visitor.site, configuration, credentialToken, `${visitor.site}/home`);
	return { credentialToken, url };
}

/** Comes back from the provider and gives the secret that the page hands over: undefined after any failure. */
async function visitClassicCallback(visitor: Visitor, url: string): Promise<string | undefined> {
	const { text } = await visitor.get(url);
	return dataAttributes(text)['credential-secret'] || undefined;
}

/**
 * Logs in like a person who presses the service's button in Rocket.Chat's classic client.
 *
 * @param site Site_Url, without a slash at the end
 * @throws LoginFailed with what the visitor would read
 */
export async function loginThroughClassic(site: string, login: ServiceLogin): Promise<LoggedIn> {
	const { authorize = followRedirect, visitor = new Visitor(site) } = login;
	const { credentialToken, url } = await beginClassicLogin(visitor, login.service);
	const callback = await authorize(visitor, url);
	const credentialSecret = (await visitClassicCallback(visitor, callback)) ?? null;
	return completeLogin(visitor, { oauth: { credentialToken, credentialSecret } }, login.twoFactorCode);
}
