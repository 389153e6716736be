import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';
import type { WorkspaceContext } from '../context';
import type { Messages } from '../messages';
import { adminDocument } from './adminDocument';
import { browserScript } from './browserScripts';
import { homeDocument } from './homeDocument';
import { privateMessages } from './privateMessages';
import { settingsRouter } from './settingsRouter';

const STYLE = fileURLToPath(new URL('./workspace.css', import.meta.url));

/**
 * The workspace's pages, their assets, and the REST calls that only they need. What they show comes from the REST
 * API, with the visitor's own rights.
 */
export function pagesRouter(context: WorkspaceContext, messages: Messages): Router {
	const { settings, siteRoot } = context;
	const router = express.Router();
	router.use(settingsRouter(context), privateMessages(messages, context));
	const siteName = () => settings.text('Site_Name');
	router.get('/', (_request, response) => response.redirect(`${siteRoot}/home`));
	router.get(['/home', '/login', '/2fa/email/:challenge'], (_request, response) => {
		response.send(String(homeDocument(siteRoot, siteName())));
	});
	router.get('/admin', (_request, response) => {
		response.send(String(adminDocument(siteRoot, siteName())));
	});
	router.get('/assets/workspace.css', (_request, response) => response.sendFile(STYLE));
	router.get('/assets/:script', (request, response, next) => {
		browserScript(request.params.script).then((text) => {
			if (text === undefined) {
				return next();
			}
			response.type('text/javascript').send(text);
		}, next);
	});
	return router;
}
