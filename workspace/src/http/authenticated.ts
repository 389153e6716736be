import type { Request, RequestHandler, Response } from 'express';
import type { LoginTokens } from '../context';
import { errorMessage } from '../errorMessage';
import type { UserDocument } from '../users';

/** The user of `X-User-Id` and `X-Auth-Token`; undefined for wrong ones, and for a bearer token. */
export async function userOf(request: Request, loginTokens: LoginTokens): Promise<UserDocument | undefined> {
	const userId = request.get('x-user-id');
	const token = request.get('x-auth-token');
	return userId && token ? loginTokens.verify(userId, token) : undefined;
}

/** A handler that gets the user of the request. */
type UserHandler = (request: Request, response: Response, user: UserDocument) => Promise<unknown> | unknown;

/** Handles the requests of logged-in users; others get the REST API's 401. What the handler throws is a 400. */
export function asUser(loginTokens: LoginTokens, handler: UserHandler): RequestHandler {
	return async (request, response) => {
		try {
			const user = await userOf(request, loginTokens);
			if (user) {
				await handler(request, response, user);
			} else {
				response.status(401).json({ status: 'error', message: 'You must be logged in to do this.' });
			}
		} catch (error) {
			failure(response, errorMessage(error));
		}
	};
}

/** As `asUser`, for users with the permission `manage-apps`: admins. */
export function asAdmin(loginTokens: LoginTokens, handler: UserHandler): RequestHandler {
	return asUser(loginTokens, (request, response, user) => {
		if (user.roles.includes('admin')) {
			return handler(request, response, user);
		}
		return response.status(403).json({
			success: false,
			error: 'User does not have the permissions required for this action [error-unauthorized]',
		});
	});
}

/** The REST API's answer to success. */
export function success(response: Response, result: object): void {
	response.json({ ...result, success: true });
}

/** The REST API's answer to failure. */
export function failure(response: Response, error: string | object): void {
	response
		.status(400)
		.json(typeof error === 'string' ? { success: false, error } : { success: false, ...error });
}
