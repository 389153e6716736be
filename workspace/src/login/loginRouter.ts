import express, { type Request, type Response, type Router } from 'express';
import type { WorkspaceContext } from '../context';
import { authenticate, authenticationOf } from './authenticate';
import { ClassicClient } from './classic/classicClient';
import { endOfLoginPage } from './classic/endOfLogin';
import { registerClassicServices } from './classic/registerServices';
import { createToken } from './createToken';
import { enabledCustomOAuthServices } from './customOAuthService';
import { LoginError } from './loginError';
import type { LoginRelease } from './loginRelease';
import { readLoginRequest } from './loginRequest';
import { ResumeTokens } from './loginTokens';
import { LoginCodes } from './modern/loginCodes';
import { MergeHooks } from './modern/mergeHooks';
import { modernRouter } from './modern/modernRouter';
import { performLogin } from './performLogin';
import { rateLimiter } from './rateLimiter';
import { serviceConfiguration } from './serviceConfiguration';
import { shownUser } from './shownUser';
import { TwoFactorChallenges } from './twoFactorChallenges';

function queryText(request: Request, name: string): string {
	const value = request.query[name];
	return typeof value === 'string' ? value : '';
}

/** The REST API's answer to a failed login. */
function refuse(response: Response, error: unknown): void {
	if (!(error instanceof LoginError)) {
		const message = error instanceof Error ? error.message : String(error);
		response.status(401).json({ status: 'error', message });
		return;
	}
	const { code, reason, details } = error;
	const isUnknown = reason === 'User not found';
	response.status(401).json({
		status: 'error',
		error: isUnknown ? 'Unauthorized' : code,
		message: isUnknown ? 'Unauthorized' : reason,
		details,
	});
}

/**
 * All logins: both clients of Custom OAuth (`/_oauth`, `/oauth`), and the REST calls `login`,
 * `logout`, `me`, `users.createToken` and `twoFactorChallenges.verifyChallenge`.
 *
 * @param log called with every failed login, as the clients hide the reasons
 */
export function loginRouter(
	context: WorkspaceContext,
	release: LoginRelease,
	log: (failure: Error) => void,
): Router {
	const router = express.Router();
	registerClassicServices(context, log);
	const classic = new ClassicClient(context, release, log);
	const challenges = new TwoFactorChallenges(context);
	const codes = new LoginCodes(context.clock);
	const tokens = new ResumeTokens(context.users, context.settings, context.clock);

	router.use(modernRouter(context, { release, challenges, codes, hooks: new MergeHooks(), log }));
	router.get('/_oauth/:service', async (request, response) => {
		const query = {
			code: queryText(request, 'code'),
			state: queryText(request, 'state'),
			error: queryText(request, 'error'),
		};
		const end = await classic.handleCallback(request.params.service, query);
		response.send(String(endOfLoginPage(context.siteUrl(), context.siteRoot, end)));
	});

	router.use('/api/v1', express.json());
	router.get('/api/v1/service.configurations', (_request, response) => {
		const configurations = enabledCustomOAuthServices(context.settings).map((service) =>
			serviceConfiguration(service, release),
		);
		response.json({ configurations, success: true });
	});
	router.post('/api/v1/login', rateLimiter(context), async (request, response) => {
		try {
			const login = readLoginRequest(request.body, request.get('x-2fa-code'));
			if (!login) {
				throw new LoginError(400, 'Unrecognized options for login request');
			}
			const { user, authToken } = await performLogin(context, { classic, tokens, release }, login);
			response.json({ status: 'success', data: { userId: user._id, authToken, me: shownUser(user) } });
		} catch (error) {
			log(error instanceof Error ? error : new Error(String(error)));
			refuse(response, error);
		}
	});
	router.post('/api/v1/loginCode.redeem', rateLimiter(context), async (request, response) => {
		const userId = codes.redeem(String(request.body?.code));
		if (!userId) {
			response.status(400).json({ success: false, error: 'error-invalid-code' });
			return;
		}
		const { token } = await context.loginTokens.issue(userId);
		response.json({ loginToken: token, userId, success: true });
	});
	router.post('/api/v1/users.createToken', createToken(context, release.createTokens));
	router.post('/api/v1/twoFactorChallenges.verifyChallenge', async (request, response) => {
		try {
			const user = await challenges.answer(String(request.body?.challengeId), String(request.body?.code));
			const { token } = await context.loginTokens.issue(user._id);
			response.json({ success: true, data: { userId: user._id, authToken: token } });
		} catch (error) {
			refuse(response, error);
		}
	});
	router.get('/api/v1/me', authenticate(context), (request, response) => {
		const found = authenticationOf(request);
		if (!found) {
			response.status(401).json({ status: 'error', message: 'You must be logged in to do this.' });
			return;
		}
		response.json({ ...shownUser(found.user), success: true });
	});
	router.post('/api/v1/logout', authenticate(context), async (request, response) => {
		const found = authenticationOf(request);
		if (found) {
			await context.loginTokens.revoke(found.user._id, found.token);
		}
		response.json({ status: 'success', data: { message: "You've been logged out!" } });
	});
	return router;
}
