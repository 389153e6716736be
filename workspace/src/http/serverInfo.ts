import { Router } from 'express';

/** The release that tools see. */
const VERSION = '8.0.0';

/** `/api/info`, which anybody may read. */
export function serverInfo(): Router {
	return Router().get('/api/info', (_request, response) => {
		response.json({ version: VERSION, success: true });
	});
}
