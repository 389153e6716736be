import express, { type Router } from 'express';
import type { LoginTokens } from '../context';
import { userToApp } from '../convert/userToApp';
import type { AppHost } from '../engine/appHost';
import { AppInstallError } from '../engine/appInstallError';
import { asAdmin, failure, success } from './authenticated';
import { readUpload } from './readUpload';

/** `/api/apps`: apps for admins, who have the permission `manage-apps`. */
export function appsAdministration(apps: AppHost, loginTokens: LoginTokens): Router {
	const admin = (handler: Parameters<typeof asAdmin>[1]): express.RequestHandler =>
		asAdmin(loginTokens, async (request, response, user) => {
			try {
				await handler(request, response, user);
			} catch (error) {
				if (!(error instanceof AppInstallError)) {
					throw error;
				}
				const { status, message, payload } = error;
				failure(response, { status, messages: [message], ...(payload && { payload }) });
			}
		});
	const router = express.Router();

	router.get(
		'/',
		admin(async (_request, response) => success(response, { apps: await apps.list() })),
	);
	router.post(
		'/',
		admin(async (request, response, user) => {
			const { app, permissions } = await readUpload(request);
			success(response, { app: await apps.install(app, permissions, userToApp(user)) });
		}),
	);

	router.use('/:appId', (request, response, next) => {
		if (apps.has(request.params.appId)) {
			next();
		} else {
			response
				.status(404)
				.json({ success: false, error: `No App found by the id of: ${request.params.appId}` });
		}
	});
	router.get(
		'/:appId',
		admin(async ({ params }, response) =>
			success(response, { app: await apps.describe(params.appId ?? '') }),
		),
	);
	router.post(
		'/:appId',
		admin(async (request, response, user) => {
			const { app, permissions } = await readUpload(request);
			success(response, { app: await apps.update(app, permissions, userToApp(user)) });
		}),
	);
	router.delete(
		'/:appId',
		admin(async ({ params }, response) =>
			success(response, { app: await apps.uninstall(params.appId ?? '') }),
		),
	);

	router.get(
		'/:appId/status',
		admin(async ({ params }, response) =>
			success(response, { status: await apps.status(params.appId ?? '') }),
		),
	);
	router.post(
		'/:appId/status',
		express.json(),
		admin(async ({ params, body }, response) => {
			const appId = params.appId ?? '';
			const isOn = ['manually_enabled', 'auto_enabled'].includes(body?.status);
			success(response, { status: isOn ? await apps.enable(appId) : await apps.disable(appId) });
		}),
	);

	router.get(
		'/:appId/settings',
		admin(({ params }, response) => success(response, { settings: apps.settings(params.appId ?? '') })),
	);
	router.post(
		'/:appId/settings',
		express.json(),
		admin(async ({ params, body }, response) => {
			const appId = params.appId ?? '';
			const settings: unknown = body?.settings;
			if (!Array.isArray(settings)) {
				return failure(response, 'The settings to update must be present.');
			}
			const known = settings.filter(({ id }) => id in apps.settings(appId));
			for (const { id, value } of known) {
				await apps.setSetting(appId, id, value);
			}
			return success(response, { updated: known });
		}),
	);

	router.get(
		'/:appId/logs',
		admin(async ({ params }, response) => {
			const logs = await apps.logs(params.appId ?? '');
			success(response, { logs, offset: 0, count: logs.length, total: logs.length });
		}),
	);
	return router;
}
