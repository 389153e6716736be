import type { RequestHandler } from 'express';
import type { ServerSettings } from '../serverSettings/ServerSettings';

/** What Rocket.Chat allows its own pages. The hash is that of `window.close()`. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'self' ",
	'connect-src *',
	"font-src 'self'  data:",
	'frame-src *',
	'img-src * data: blob:',
	'media-src * data:',
	"script-src 'self' 'unsafe-eval' 'sha256-jqxtvDkBbRAl9Hpqv68WdNOieepg8tJSYu1xIy7zT34='  ",
	"style-src 'self' 'unsafe-inline' ",
].join('; ');

/** The headers that Rocket.Chat puts on every answer; those of an app replace them. */
export function securityHeaders(settings: ServerSettings): RequestHandler {
	return (_request, response, next) => {
		response.setHeader('X-XSS-Protection', '1');
		response.setHeader('X-Content-Type-Options', 'nosniff');
		response.setHeader('X-Frame-Options', 'sameorigin');
		if (settings.enabled('Enable_CSP')) {
			response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY);
		}
		next();
	};
}
