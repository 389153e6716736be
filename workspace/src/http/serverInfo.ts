import { Router } from 'express';

/** The release that this workspace stands for where a tool asks. */
const VERSION = '8.0.0';

/** `/api/info`: what a server says of itself to anybody. */
export function serverInfo(): Router {
	return Router().get('/api/info', (_request, response) => {
		response.json({ version: VERSION, success: true });
	});
}
