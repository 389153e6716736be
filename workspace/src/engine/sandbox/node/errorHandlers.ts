import { sendNotification } from 'runtime:lib/messenger.ts';

/**
 * In place of the runtime's `error-handlers.ts`, which listens to events that Node doesn't have. As in Rocket.Chat's
 * Node shell, an error that nobody catches is reported, and the process goes on.
 */
export default function registerErrorListeners(): void {
	process.on('uncaughtException', report);
}

/** @param kind also the method that the engine expects: `uncaughtException` or `unhandledRejection` */
function report(thrown: unknown, kind: string): void {
	const text = thrown instanceof Error ? thrown.stack : String(thrown);
	sendNotification({ method: kind, params: [text] });
}
