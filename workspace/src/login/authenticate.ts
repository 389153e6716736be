import cookieParser from 'cookie-parser';
import type { Request, RequestHandler } from 'express';
import type { WorkspaceContext } from '../context';
import type { UserDocument } from '../users';

/** The user of a request, and the login token. */
export interface Authentication {
	user: UserDocument;
	token: string;
}

const authentications = new WeakMap<Request, Authentication>();

/** The user and token of a request that went through `authenticate`; undefined without a login. */
export function authenticationOf(request: Request): Authentication | undefined {
	return authentications.get(request);
}

async function findAuthentication(
	request: Request,
	{ loginTokens }: Pick<WorkspaceContext, 'loginTokens'>,
): Promise<Authentication | undefined> {
	const cookies: Record<string, string | undefined> = request.cookies;
	const userId = request.get('x-user-id') ?? cookies.rc_uid;
	const token = request.get('x-auth-token') ?? cookies.rc_token;
	const user = userId && token ? await loginTokens.verify(userId, token) : undefined;
	return user && token ? { user, token } : undefined;
}

/**
 * Middleware that finds the logged-in user by `X-User-Id` and `X-Auth-Token`, or else by the cookies `rc_uid`
 * and `rc_token`; `authenticationOf` returns it. A wrong token is no error: the request goes on without a user.
 */
export function authenticate(context: Pick<WorkspaceContext, 'loginTokens'>): RequestHandler {
	const parseCookies = cookieParser();
	return (request, response, next) => {
		parseCookies(request, response, () => {
			findAuthentication(request, context).then((found) => {
				if (found) {
					authentications.set(request, found);
				}
				next();
			}, next);
		});
	};
}
