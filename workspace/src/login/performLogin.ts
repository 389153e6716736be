import type { WorkspaceContext } from '../context';
import type { UserDocument, Users } from '../users';
import type { ClassicClient } from './classic/classicClient';
import { type CompletedLogin, completeLogin, refuseBarredUser } from './completeLogin';
import { findOrCreateUser } from './externalUser';
import { LoginError } from './loginError';
import type { LoginRelease } from './loginRelease';
import type { LoginRequest } from './loginRequest';
import type { ResumeTokens } from './loginTokens';
import { hasPassword } from './password';

interface LoginParts {
	classic: ClassicClient;
	tokens: ResumeTokens;
	release: LoginRelease;
}

async function userByPassword(users: Users, name: string, password: string): Promise<UserDocument> {
	const user = await (name.includes('@') ? users.findByEmail(name) : users.findByUsernameIgnoringCase(name));
	if (!user || !(await hasPassword(user, password))) {
		throw new LoginError(403, 'User not found');
	}
	return user;
}

/**
 * Logs in, whatever the client brought.
 *
 * @throws LoginError for refusals the client may show, Error for failures it shows as an internal error
 */
export async function performLogin(
	context: WorkspaceContext,
	{ classic, tokens, release }: LoginParts,
	request: LoginRequest,
): Promise<CompletedLogin> {
	switch (request.kind) {
		case 'resume': {
			const user = await tokens.resume(request.token);
			refuseBarredUser(user);
			return { user, authToken: request.token };
		}
		case 'password': {
			const user = await userByPassword(context.users, request.user, request.password);
			return completeLogin(context, user, request.code);
		}
		case 'oauth': {
			const login = classic.retrieve(request.credentialToken, request.credentialSecret);
			return completeLogin(context, await findOrCreateUser(context, login, release), request.code);
		}
		case 'accessToken': {
			const { service, accessToken, expiresIn, code } = request;
			const login = await classic.exchangeAccessToken(service, accessToken, expiresIn);
			return completeLogin(context, await findOrCreateUser(context, login, release), code);
		}
	}
}
