import express, { type Router } from 'express';
import type { WorkspaceContext } from '../context';
import { asAdmin, failure, success } from '../http/authenticated';

/** Rocket.Chat's REST calls for server settings: the public ones for anybody, all of them for admins. */
export function settingsRouter({ settings, loginTokens }: WorkspaceContext): Router {
	const router = express.Router();
	router.get('/api/v1/settings.public', (_request, response) => {
		const shown = settings.all().filter((setting) => setting.public);
		success(response, { settings: shown.map(({ _id, value }) => ({ _id, value })) });
	});
	router.get(
		'/api/v1/settings',
		asAdmin(loginTokens, (_request, response) => success(response, { settings: settings.all() })),
	);
	router.post(
		'/api/v1/settings.addCustomOAuth',
		express.json(),
		asAdmin(loginTokens, async ({ body }, response) => {
			if (typeof body.name !== 'string' || !/[a-z0-9_]/i.test(body.name)) {
				return failure(response, 'Name is required');
			}
			await settings.addCustomOAuth(body.name);
			return success(response, {});
		}),
	);
	router.post(
		'/api/v1/settings/:id',
		express.json(),
		asAdmin(loginTokens, async ({ params, body }, response) => {
			const setting = settings.find(params.id ?? '');
			if (!setting || typeof body.value !== typeof setting.value) {
				return failure(response, 'Invalid setting or value');
			}
			await settings.set(setting._id, body.value);
			return success(response, {});
		}),
	);
	return router;
}
