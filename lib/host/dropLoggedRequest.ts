import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors';

/**
 * Removes from the log what the engine's shell has written before it called the app: the whole request, with tokens,
 * codes and the client's secret. The shell logs the path and the result afterwards. Call it before anything is awaited:
 * older shells have one log for all requests.
 */
export function dropLoggedRequest(log: ILogger): void {
	// Private to the shell, which may rename it some day.
	const { entries } = log as { entries?: unknown };
	if (Array.isArray(entries)) {
		entries.length = 0;
	}
}
