import { createBirpc } from 'birpc';
import { errorMessage } from '../errorMessage';
import type { Shared } from '../shared';

/** One end of the pipe between a process and its child. */
export interface Pipe {
	send?(message: unknown, sent: (error: Error | null) => void): unknown;
	on(event: 'message', listener: (message: unknown) => void): unknown;
}

type Served = Readonly<Record<string, object>>;
type Method = (...parameters: unknown[]) => unknown;

/** Lets two processes use parts of each other. A method is called by `<part>.<method>`. */
export class PartsChannel {
	private readonly rpc;

	/** @param served what the other process may use, by name */
	constructor(pipe: Pipe, served: Served) {
		this.rpc = createBirpc<Record<string, Method>, Record<string, Method>, false>(
			{},
			{
				post: (message) => send(pipe, message),
				on: (listener) => pipe.on('message', listener),
				resolver: (name) => methodOf(served, name),
				// Without this, a result that can't be sent ends this process instead of the call. Only failures of
				// answers come with a method; the others have to reach their caller.
				onGeneralError: (_error, method) => method !== undefined,
				// A job of an app may take minutes.
				timeout: -1,
				proxify: false,
			},
		);
	}

	/** A part that the other process serves by that name. */
	remote<Part>(name: string): Shared<Part> {
		const method = (method: string | symbol) =>
			// An await of the part itself must not take it for a promise.
			method === 'then'
				? undefined
				: (...parameters: unknown[]) => this.rpc.$call(`${name}.${String(method)}`, ...parameters);
		return new Proxy({}, { get: (_target, name) => method(name) }) as Shared<Part>;
	}

	/** Call it when the other process is gone: pending calls and later ones are rejected. */
	close(): void {
		this.rpc.$close(new Error('the other process is gone'));
	}
}

/** @throws Error when the message can't be sent: not the pipe's own error, which can't be sent either */
function send(pipe: Pipe, message: unknown): void {
	try {
		// With a callback, a send to a process that is gone does not throw. `close` rejects what is pending.
		pipe.send?.(message, () => undefined);
	} catch (error) {
		throw new Error(errorMessage(error));
	}
}

/** The errors of apps can't always be sent as they are; their message can. */
function methodOf(served: Served, name: string): Method | undefined {
	const [partName = '', methodName = ''] = name.split('.');
	const part = served[partName] as Record<string, Method> | undefined;
	if (!part?.[methodName]) {
		return undefined;
	}
	return async (...parameters) => {
		try {
			return await part[methodName]?.(...parameters);
		} catch (error) {
			throw new Error(errorMessage(error));
		}
	};
}
