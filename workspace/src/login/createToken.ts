import type { RequestHandler } from 'express';
import type { WorkspaceContext } from '../context';
import { asUser, failure, success } from '../http/authenticated';

/**
 * What a server requires, besides the permission. Up to 7.x: that it was started with CREATE_TOKENS_FOR_USERS. From
 * 8.0 on: the secret in CREATE_TOKENS_FOR_USERS_SECRET; when that is empty, nobody may create tokens.
 */
export type CreateTokens = { readonly enabled: boolean } | { readonly secret: string };

function allows(rule: CreateTokens, secret: unknown): boolean {
	return 'enabled' in rule ? rule.enabled : rule.secret !== '' && secret === rule.secret;
}

/** `POST /api/v1/users.createToken`: a login token for a user, for that user, or with the permission. */
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
