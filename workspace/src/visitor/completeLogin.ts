import { isJson } from './json';
import { LoginFailed } from './loginFailed';
import type { Visitor } from './Visitor';

/** A login that worked; the visitor's cookies say so, too. */
export interface LoggedIn {
	userId: string;
	authToken: string;
	/** `me` of the REST API. */
	user: Record<string, unknown>;
}

/** The text that Rocket.Chat's web client shows for a refused `POST /api/v1/login`. */
function shownText({ error, message }: Record<string, unknown>): string {
	if (error === undefined) {
		return 'Internal server error [500]';
	}
	if (message === 'No matching login attempt found') {
		return message;
	}
	return `${message} [${error}]`;
}

/**
 * Calls the server's login, and sets the cookies that Rocket.Chat's web client sets.
 *
 * @param login the body of `POST /api/v1/login`
 * @param twoFactorCode called when the server asks for a second factor
 * @throws LoginFailed
 */
export async function completeLogin(
	visitor: Visitor,
	login: Record<string, unknown>,
	twoFactorCode?: () => string | Promise<string>,
): Promise<LoggedIn> {
	const { json: answer } = await visitor.postJson(`${visitor.site}/api/v1/login`, login);
	if (answer.error === 'totp-required' && twoFactorCode) {
		return completeLogin(visitor, { totp: { login, code: await twoFactorCode() } });
	}
	const { data } = answer;
	if (!isJson(data) || typeof data.userId !== 'string' || typeof data.authToken !== 'string') {
		throw new LoginFailed('login', shownText(answer), answer);
	}
	const { userId, authToken } = data;
	visitor.setCookie(visitor.site, 'rc_uid', userId);
	visitor.setCookie(visitor.site, 'rc_token', authToken);
	return { userId, authToken, user: isJson(data.me) ? data.me : {} };
}
