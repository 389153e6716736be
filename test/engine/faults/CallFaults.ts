import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { runtimeOf } from '../../../bench/appRuntime';

/** What a call that fails says; a visitor must never read it. */
export const FAILURE = 'E11000 the store is away';

/** A call that fails, as the engine tells the app that one has. */
export const FAILS = { error: { code: 1000, message: FAILURE } };

/** A call of the app to the server, such as `accessor:getReader:getUserReader:getById`. */
interface Call {
	/** The first one is 1. */
	readonly nth: number;
	readonly method: string;
	readonly params: readonly unknown[];
}

/** Answers calls of the app to the server in the server's place: of the store, of users, settings and all else. */
export class CallFaults {
	constructor(private readonly app: ProxiedApp) {}

	/**
	 * @param fault what a call is answered with; with none the server answers
	 * @returns whether one was
	 */
	async during(
		fault: (call: Call) => typeof FAILS | { result: unknown } | undefined,
		act: () => Promise<unknown>,
	): Promise<boolean> {
		const door = runtimeOf(this.app);
		const { handleIncomingMessage: handle } = door;
		let calls = 0;
		let wasFaulty = false;
		door.handleIncomingMessage = async (message) => {
			const { method, id, params = [] } = message.payload;
			calls += /^(accessor|bridges):/.test(method) ? 1 : 0;
			const answer = fault({ nth: calls, method, params });
			if (!answer) {
				return handle.call(door, message);
			}
			wasFaulty = true;
			return door.messenger.send({ jsonrpc: '2.0', id, ...answer });
		};
		try {
			await act();
		} finally {
			door.handleIncomingMessage = handle;
		}
		return wasFaulty;
	}
}
