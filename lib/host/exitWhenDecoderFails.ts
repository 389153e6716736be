/**
 * Ends the app's process when the engine has stopped listening to the server.
 *
 * The engine's shell stops reading for good at the first message that its decoder refuses, and any visitor can send
 * one: a JSON body with the key `__proto__`. In Deno the process then stays, and the server needs four missed pings,
 * most of a minute, to find out. In Node it ends with exit code 0, which the server takes for no fault. With
 * another code it is restarted at once. The newest servers use Node's IPC, which no message stops.
 */
export function exitWhenDecoderFails(): void {
	if (typeof process !== 'object') {
		return;
	}
	if (typeof addEventListener === 'function') {
		addEventListener('unhandledrejection', (event) => {
			exitIfRefused((event as PromiseRejectionEvent).reason);
		});
	} else {
		// Node has no such event. This one only watches: what the shell does with errors stays as it is.
		process.on('uncaughtExceptionMonitor', exitIfRefused);
	}
}

function exitIfRefused(reason: unknown): void {
	if (reason instanceof Error && reason.message.includes('__proto__')) {
		process.exit(1);
	}
}
