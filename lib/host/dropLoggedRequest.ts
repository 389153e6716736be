import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors';

/**
 * Takes out of the log what the engine's shell has written to it before the app was asked: the whole request, tokens,
 * codes and the client's secret included. What was called, and how it went, the shell says afterwards. To be called
 * before anything is awaited, as older shells have one log for all requests.
 */
export function dropLoggedRequest(log: ILogger): void {
	// The shell keeps to itself what it has collected, and may call it by another name some day.
	const { entries } = log as { entries?: unknown };
	if (Array.isArray(entries)) {
		entries.length = 0;
	}
}
