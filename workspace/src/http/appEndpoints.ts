import type { RequestMethod } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApiRequest } from '@rocket.chat/apps-engine/definition/api';
import express, { type Request, type RequestHandler, type Router } from 'express';
import type { LoginTokens } from '../context';
import { userToApp } from '../convert/userToApp';
import { errorMessage } from '../errorMessage';
import type { AppRoute, AppRoutes } from './appRoutes';
import { userOf } from './authenticated';

/** Serves the endpoints of enabled apps below `/api/apps/public` and `/api/apps/private`. */
export function appEndpoints(routes: AppRoutes, loginTokens: LoginTokens): Router {
	routes.answerWith((route) => (route.isPrivate ? hidden(route, loginTokens) : answer(route, loginTokens)));
	const dispatch: RequestHandler = (request, response, next) => {
		const appId = request.params.appId ?? '';
		const router = routes.routerOf(appId);
		if (!router) {
			return response.sendStatus(404);
		}
		response.locals.privateHash = request.params.hash;
		return router(request, response, (error?: unknown) => {
			if (error) {
				next(error);
			} else {
				response.sendStatus(404);
			}
		});
	};
	// Any other type of body is not read at all, and reaches the app as {}.
	const readBody = [express.json(), express.urlencoded({ extended: true })];
	return express
		.Router()
		.use('/public/:appId', ...readBody, dispatch)
		.use('/private/:appId/:hash', ...readBody, dispatch);
}

function answer(route: AppRoute, loginTokens: LoginTokens): RequestHandler {
	return async (request, response) => {
		const user = await userOf(request, loginTokens);
		if (!user && route.authRequired) {
			response.status(401).send('Unauthorized');
			return;
		}
		try {
			const appRequest = requestToApp(request, response.locals.privateHash);
			const { status, headers, content } = await route.execute(
				user ? { ...appRequest, user: userToApp(user) } : appRequest,
			);
			// The sandbox gives null for headers and content that the app left out.
			if (headers) {
				response.set(headers);
			}
			response.status(status).send(content);
		} catch (error) {
			// What an app throws is shown as it is, and as HTML: that is what the server does.
			response.status(500).send(errorMessage(error));
		}
	};
}

/** A private endpoint exists only below `/private`. */
function hidden(route: AppRoute, loginTokens: LoginTokens): RequestHandler {
	const found = answer(route, loginTokens);
	return (request, response, next) =>
		response.locals.privateHash === undefined ? response.sendStatus(404) : found(request, response, next);
}

function requestToApp(request: Request, privateHash: string | undefined): IApiRequest {
	return {
		method: request.method.toLowerCase() as RequestMethod,
		// Duplicates are arrays and nested objects, whatever the engine's types say: apps have to check.
		headers: request.headers as Record<string, string>,
		query: request.query as Record<string, string>,
		params: request.params,
		content: request.body,
		...(privateHash !== undefined && { privateHash }),
	};
}
