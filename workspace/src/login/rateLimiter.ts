import type { RequestHandler } from 'express';
import type { WorkspaceContext } from '../context';

/** Rocket.Chat's limit of calls per address and route; `API_Enable_Rate_Limiter_Dev` switches it on. */
export function rateLimiter({
	settings,
	clock,
}: Pick<WorkspaceContext, 'settings' | 'clock'>): RequestHandler {
	const windows = new Map<string, { calls: number; ends: number }>();
	return (request, response, next) => {
		if (!settings.enabled('API_Enable_Rate_Limiter') || !settings.enabled('API_Enable_Rate_Limiter_Dev')) {
			return next();
		}
		const address = request.ip ?? '';
		const now = clock.now();
		const lifetime = Number(settings.get('API_Enable_Rate_Limiter_Limit_Time_Default'));
		const known = windows.get(address);
		const window = known && known.ends > now ? known : { calls: 0, ends: now + lifetime };
		window.calls += 1;
		windows.set(address, window);
		if (window.calls <= Number(settings.get('API_Enable_Rate_Limiter_Limit_Calls_Default'))) {
			return next();
		}
		const seconds = Math.ceil((window.ends - now) / 1000);
		response.status(429).json({
			success: false,
			error: `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`,
		});
	};
}
