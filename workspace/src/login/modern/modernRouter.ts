import { randomBytes } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import session from 'express-session';
import passport from 'passport';
import type { WorkspaceContext } from '../../context';
import type { UserDocument } from '../../users';
import { type CustomOAuthService, findCustomOAuthService } from '../customOAuthService';
import { findOrCreateUser } from '../externalUser';
import { isIdentity } from '../fieldTemplate';
import type { LoginRelease } from '../loginRelease';
import { needsEmailCode, registeredJustNow } from '../twoFactor';
import type { TwoFactorChallenges } from '../twoFactorChallenges';
import { CustomOAuthStrategy } from './customOAuthStrategy';
import { endOfPopupPage } from './endOfPopup';
import type { LoginCodes } from './loginCodes';
import type { MergeHooks } from './mergeHooks';
import { ClockSessionStore, SESSION_LIFETIME_MS } from './sessionStore';

/** Where the modern client's redirect URI points: `/_oauth/<name>`, or, in some releases, `/oauth/<name>/callback`. */
export type ModernCallback = '_oauth' | 'oauth';

interface Options {
	release: LoginRelease;
	challenges: TwoFactorChallenges;
	codes: LoginCodes;
	hooks: MergeHooks;
	log: (failure: Error) => void;
}

function oauthSession({ clock, siteUrl }: WorkspaceContext): RequestHandler {
	const isSecure = siteUrl().startsWith('https:');
	return session({
		name: 'oauth',
		secret: randomBytes(32).toString('base64url'),
		resave: false,
		saveUninitialized: false,
		proxy: true,
		store: new ClockSessionStore(clock),
		cookie: {
			httpOnly: true,
			secure: isSecure,
			sameSite: isSecure ? 'none' : 'lax',
			maxAge: SESSION_LIFETIME_MS,
		},
	});
}

/** Rocket.Chat's Passport-based Custom OAuth client, which answers only while `Accounts_OAuth_Use_Modern_Flow` is on. */
export function modernRouter(context: WorkspaceContext, options: Options): Router {
	const router = express.Router();
	const sessions = oauthSession(context);
	router.get('/oauth/:service', sessions, (request, response, next) => {
		const service = enabledService(context, request);
		if (!service) {
			return next();
		}
		passport.authenticate(strategyFor(context, service, options), {
			failureRedirect: `${context.siteRoot}/login`,
			keepSessionInfo: true,
		})(request, response, next);
	});
	router.get(['/_oauth/:service', '/oauth/:service/callback'], sessions, (request, response, next) => {
		const service = enabledService(context, request);
		if (!service) {
			return next();
		}
		passport.authenticate(strategyFor(context, service, options), {
			failureRedirect: `${context.siteRoot}/login`,
			session: false,
		})(request, response, (error?: unknown) => {
			if (error) {
				return showFailure(response, error, options.log);
			}
			finish(context, service, options, request, response).catch((failure: unknown) =>
				showFailure(response, failure, options.log),
			);
		});
	});
	return router;
}

function enabledService({ settings }: WorkspaceContext, request: Request): CustomOAuthService | undefined {
	const { service } = request.params;
	return service !== undefined && settings.enabled('Accounts_OAuth_Use_Modern_Flow')
		? findCustomOAuthService(settings, service)
		: undefined;
}

/** A new one for each request: the service's settings and Site_Url may have changed. */
function strategyFor(
	context: WorkspaceContext,
	service: CustomOAuthService,
	{ release, hooks }: Options,
): CustomOAuthStrategy {
	const path =
		release.modernCallback === '_oauth' ? `/_oauth/${service.name}` : `/oauth/${service.name}/callback`;
	const url = context.siteUrl() + path;
	return new CustomOAuthStrategy(service, url, async (accessToken, refreshToken, identity) => {
		const data = { accessToken, ...(refreshToken && { refreshToken }), ...identity };
		const mergeHooks = release.mergeHooksPileUp ? hooks.register(service) : [service];
		const { _id } = await findOrCreateUser(
			context,
			{ service, data, meldsByEmail: false, mergeHooks },
			release,
		);
		return { _id };
	});
}

/** Login code, login token or second factor, by redirect or to the opener of the popup. A deactivated user fails when resuming. */
async function finish(
	context: WorkspaceContext,
	service: CustomOAuthService,
	{ challenges, codes, release }: Options,
	request: Request,
	response: Response,
): Promise<void> {
	const user = await passportUser(context, request);
	const isPopup = service.loginStyle === 'popup';
	if (needsEmailCode(context, user) && !registeredJustNow(context, user)) {
		const path = `/2fa/email/${await challenges.create(user)}`;
		if (isPopup) {
			response.send(String(endOfPopupPage(context.siteRoot, { externalCommand: 'go', path })));
		} else {
			response.redirect(context.siteUrl() + path);
		}
		return;
	}
	request.session.destroy(() => undefined);
	if (!isPopup && release.modernHandOver === 'loginCode') {
		response.redirect(`${context.siteUrl()}/home?loginCode=${codes.create(user._id)}`);
		return;
	}
	const { token } = await context.loginTokens.issue(user._id);
	if (isPopup) {
		response.send(String(endOfPopupPage(context.siteRoot, { externalCommand: 'login-with-token', token })));
	} else {
		response.redirect(`${context.siteUrl()}/home?resumeToken=${token}&userId=${user._id}`);
	}
}

async function passportUser({ users }: WorkspaceContext, request: Request): Promise<UserDocument> {
	const id = isIdentity(request.user) ? request.user._id : undefined;
	const user = typeof id === 'string' ? await users.findById(id) : undefined;
	if (!user) {
		throw new Error('User not found');
	}
	return user;
}

/** A failed login is a bare error page in the modern client; only the log says why. */
function showFailure(response: Response, error: unknown, log: (failure: Error) => void): void {
	const failure = error instanceof Error ? error : new Error(String(error));
	log(failure);
	const status = 'status' in failure && typeof failure.status === 'number' ? failure.status : 500;
	response
		.status(status)
		.type('html')
		.send('<!DOCTYPE html><title>Error</title><pre>Internal Server Error</pre>');
}
