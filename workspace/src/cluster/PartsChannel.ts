import { errorMessage } from '../errorMessage';
import type { Shared } from '../shared';

/** A call of a part's method, or how one ended. */
type Message =
	| { call: number; part: string; method: string; parameters: unknown[] }
	| { answered: number; result?: unknown; error?: string };

/** One end of the pipe between a process and its child. */
export interface Pipe {
	send?(message: Message, sent: (error: Error | null) => void): unknown;
	on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Lets two processes use parts of each other. */
export class PartsChannel {
	private readonly waiting = new Map<
		number,
		{ resolve(result: unknown): void; reject(error: Error): void }
	>();
	private calls = 0;
	private isOpen = true;

	/** @param served what the other process may use, by name */
	constructor(
		private readonly pipe: Pipe,
		private readonly served: Readonly<Record<string, object>>,
	) {
		pipe.on('message', (message) => this.receive(message as Message));
	}

	/** A part that the other process serves by that name. */
	remote<Part>(name: string): Shared<Part> {
		const method = (method: string | symbol) =>
			// Whoever awaits the part itself must not take it for a promise.
			method === 'then'
				? undefined
				: (...parameters: unknown[]) => this.call(name, String(method), parameters);
		return new Proxy({}, { get: (_target, name) => method(name) }) as Shared<Part>;
	}

	/** To be called when the other process is gone: nothing that was asked of it will be answered. */
	close(): void {
		this.isOpen = false;
		for (const { reject } of this.waiting.values()) {
			reject(gone());
		}
		this.waiting.clear();
	}

	private async call(part: string, method: string, parameters: unknown[]): Promise<unknown> {
		if (!this.isOpen) {
			throw gone();
		}
		this.calls += 1;
		const call = this.calls;
		return new Promise((resolve, reject) => {
			this.waiting.set(call, { resolve, reject });
			this.send({ call, part, method, parameters });
		});
	}

	/** Nobody has to be told that the other process is gone: see `close`. */
	private send(message: Message): void {
		this.pipe.send?.(message, () => undefined);
	}

	private async receive(message: Message): Promise<void> {
		if ('call' in message) {
			const { call, part, method, parameters } = message;
			try {
				const served = this.served[part] as Record<string, (...parameters: unknown[]) => unknown>;
				if (!served[method]) {
					throw new Error(`${part} has no ${method}`);
				}
				this.send({ answered: call, result: await served[method](...parameters) });
			} catch (error) {
				this.send({ answered: call, error: errorMessage(error) });
			}
			return;
		}
		const waiting = this.waiting.get(message.answered);
		this.waiting.delete(message.answered);
		if (message.error === undefined) {
			waiting?.resolve(message.result);
		} else {
			waiting?.reject(new Error(message.error));
		}
	}
}

function gone(): Error {
	return new Error('the other process is gone');
}
