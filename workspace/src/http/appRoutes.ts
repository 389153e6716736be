import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import express, { type Router } from 'express';

/** One endpoint of an app. */
export interface AppRoute {
	appId: string;
	path: string;
	/** Reached only with the app's secret hash in the URL. */
	isPrivate: boolean;
	/** Refuse callers that are not logged in. */
	authRequired: boolean;
	execute(request: IApiRequest): Promise<IApiResponse>;
}

/** Makes the handler of one route. */
type HandlerOf = (route: AppRoute) => express.RequestHandler;

/** The endpoints that enabled apps have registered, each app's in a router of its own. */
export class AppRoutes {
	private readonly routers = new Map<string, Router>();
	private handlerOf: HandlerOf | undefined;

	/** Sets how routes are answered. Call it before an app is enabled. */
	answerWith(handlerOf: HandlerOf): void {
		this.handlerOf = handlerOf;
	}

	add(route: AppRoute): void {
		if (!this.handlerOf) {
			throw new Error('answerWith() must be called before an app is enabled');
		}
		const router = this.routers.get(route.appId) ?? express.Router();
		this.routers.set(route.appId, router);
		const path = route.path.trim();
		// A method without a handler must reach the engine too, which refuses it.
		router.all(path.startsWith('/') ? path : `/${path}`, this.handlerOf(route));
	}

	removeAll(appId: string): void {
		this.routers.delete(appId);
	}

	routerOf(appId: string): Router | undefined {
		return this.routers.get(appId);
	}
}
