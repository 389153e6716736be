import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import type { IRuntimeController } from '@rocket.chat/apps-engine/server/runtime/IRuntimeController';

/** What an app asks of the server while it answers one request. */
export interface AccessorCalls {
	/** Such as `PersistenceReader.readByAssociation`, in the order of their arrival. */
	readonly calls: readonly string[];
	/** How many of them had to be waited for one after another. */
	readonly rounds: number;
}

/** A message from the app's process. The engine keeps its handler to itself. */
interface Message {
	readonly payload: { readonly method: string };
}
type Runtime = IRuntimeController & { handleIncomingMessage(message: Message): Promise<void> };

/**
 * Counts the accessor calls of one request, at the engine's door to the app's process.
 *
 * Each answer is held back until the process has answered a ping: its messages keep their order, so by then
 * every call that did not need this answer has arrived, and the rounds are exact whatever the machine's load.
 *
 * @param act sends the request; nothing else may be asked of the app meanwhile
 */
export async function countAccessorCalls(
	app: ProxiedApp,
	act: () => Promise<unknown>,
): Promise<AccessorCalls> {
	const runtime = app.getRuntimeController() as Runtime;
	const handle = runtime.handleIncomingMessage;
	const calls: string[] = [];
	let answeredRounds = 0;
	let rounds = 0;
	runtime.handleIncomingMessage = async (message) => {
		const name = accessorCall(message.payload.method);
		if (name === undefined) return handle.call(runtime, message);
		calls.push(name);
		const round = answeredRounds + 1;
		rounds = Math.max(rounds, round);
		await runtime.sendRequest({ method: 'ping', params: [] });
		await handle.call(runtime, message);
		answeredRounds = Math.max(answeredRounds, round);
	};
	try {
		await act();
	} finally {
		runtime.handleIncomingMessage = handle;
	}
	return { calls, rounds };
}

/** `accessor:getReader:getUserReader:getById` is `UserReader.getById`. */
function accessorCall(method: string): string | undefined {
	const [door, ...path] = method.split(':');
	if (door !== 'accessor' && door !== 'bridges') return undefined;
	return path
		.slice(-2)
		.map((part) => part.replace(/^get(?=[A-Z].*(Reader|Persistence|Settings)$)/, ''))
		.join('.');
}
