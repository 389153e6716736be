import type { ChildProcess } from 'node:child_process';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import type { IRuntimeController } from '@rocket.chat/apps-engine/server/runtime/IRuntimeController';

/** A message from the app's process. */
interface Message {
	readonly payload: { readonly method: string; readonly id: string; readonly params?: readonly unknown[] };
}

/** The engine's side of an app's process; it keeps to itself what handles messages. */
export type Runtime = IRuntimeController & {
	handleIncomingMessage(message: Message): Promise<void>;
	readonly messenger: { send(message: object): void };
};

export function runtimeOf(app: ProxiedApp): Runtime {
	return app.getRuntimeController() as Runtime;
}

/** The process that an app runs in. @throws Error while there is none */
export function processOf(app: ProxiedApp): ChildProcess & { readonly pid: number } {
	// On the Node shell, too, the engine calls it by this name.
	const { deno } = runtimeOf(app) as unknown as { deno?: ChildProcess };
	if (!deno?.pid) {
		throw new Error('the app has no process');
	}
	return deno as ChildProcess & { readonly pid: number };
}

/**
 * Wraps every accessor call that an app's process makes while `act` runs.
 * @param around gets the call's name, such as `PersistenceReader.readByAssociation`, and what has it answered
 */
export async function aroundAccessorCalls<Result>(
	runtime: Runtime,
	around: (name: string, answer: () => Promise<void>) => Promise<void>,
	act: () => Promise<Result>,
): Promise<Result> {
	const handle = runtime.handleIncomingMessage;
	runtime.handleIncomingMessage = (message) => {
		const answer = () => handle.call(runtime, message);
		const name = accessorCall(message.payload.method);
		return name === undefined ? answer() : around(name, answer);
	};
	try {
		return await act();
	} finally {
		runtime.handleIncomingMessage = handle;
	}
}

/** `accessor:getReader:getUserReader:getById` is `UserReader.getById`. */
function accessorCall(method: string): string | undefined {
	const [kind, ...path] = method.split(':');
	if (kind !== 'accessor' && kind !== 'bridges') {
		return undefined;
	}
	const [accessor = '', call = ''] = path.slice(-2);
	return `${accessor.replace(/^get/, '')}.${call}`;
}
