import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type RequestHandler } from 'express';
import type { ServerSettings } from '../serverSettings/ServerSettings';
import { securityHeaders } from './securityHeaders';

/** The workspace's HTTP server. */
export interface WorkspaceServer {
	/** Where everything is served, with the path prefix, without a slash at the end. */
	url: string;
	/** Adds what answers requests, below the path prefix. */
	use(...handlers: [RequestHandler] | [path: string, RequestHandler]): void;
	close(): Promise<void>;
}

/** Listens on `localhost`; port 0 takes any free one. */
export async function startServer(
	settings: ServerSettings,
	port: number,
	pathPrefix: string,
): Promise<WorkspaceServer> {
	const app = bareExpress().use(securityHeaders(settings));
	const root = pathPrefix === '' ? app : bareExpress().use(pathPrefix, app);
	const server = await new Promise<Server>((resolve, reject) => {
		const listening = root.listen(port, 'localhost', () => resolve(listening));
		listening.on('error', reject);
	});
	const { port: actual } = server.address() as AddressInfo;
	return {
		url: `http://localhost:${actual}${pathPrefix}`,
		use(...handlers) {
			if (handlers.length === 1) {
				app.use(handlers[0]);
			} else {
				app.use(handlers[0], handlers[1]);
			}
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** As the server runs: no stack traces in error pages, no `X-Powered-By`. */
function bareExpress(): Express {
	return express().disable('x-powered-by').set('env', 'production');
}
