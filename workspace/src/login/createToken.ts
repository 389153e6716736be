import type { RequestHandler } from 'express';
import type { WorkspaceContext } from '../context';
import { asUser, failure, success } from '../http/authenticated';

/**
 * Who may have login tokens made for others, besides admins' rights: up to 7.x anybody on a server started with
 * CREATE_TOKENS_FOR_USERS, from 8.0 on whoever knows its CREATE_TOKENS_FOR_USERS_SECRET; empty lets nobody.
 */
export type CreateTokens = { readonly enabled: boolean } | { readonly secret: string };

function allows(rule: CreateTokens, secret: unknown): boolean {
	return 'enabled' in rule ? rule.enabled : rule.secret !== '' && secret === rule.secret;
}

/** `POST /api/v1/users.createToken`: a login token for a user, for who has the permission or is that user. */
export function createToken({ users, loginTokens }: WorkspaceContext, rule: CreateTokens): RequestHandler {
	return asUser(loginTokens, async ({ body = {} }, response, caller) => {
		const user = typeof body.userId === 'string' ? await users.findById(body.userId) : undefined;
		if (!user) {
			const error = 'The required "userId" or "username" param provided does not match any users';
			return failure(response, { error: `${error} [error-invalid-user]`, errorType: 'error-invalid-user' });
		}
		// The permission user-generate-access-token.
		const isPermitted = caller._id === user._id || caller.roles.includes('admin');
		if (!allows(rule, body.secret) || !isPermitted) {
			const errorType = 'error-not-authorized';
			return failure(response, { error: `Not authorized [${errorType}]`, errorType });
		}
		const { token } = await loginTokens.issue(user._id);
		return success(response, { data: { userId: user._id, authToken: token } });
	});
}
