/**
 * Ends the app's process when the engine has stopped listening to the server.
 *
 * The engine's shell for Deno stops reading for good at the first message that its decoder refuses, and any
 * visitor can send one: a JSON body with the key `__proto__`. Without this, the server needs four missed
 * pings, most of a minute, to find out; a process that has ended is restarted at once.
 */
export function exitWhenDecoderFails(): void {
	if (typeof addEventListener !== 'function' || typeof process !== 'object') {
		return;
	}
	addEventListener('unhandledrejection', (event) => {
		const { reason } = event as PromiseRejectionEvent;
		if (reason instanceof Error && reason.message.includes('__proto__')) {
			process.exit(1);
		}
	});
}
