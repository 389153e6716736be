import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { runtimeOf } from '../../../bench/runtimeDoor';

/** What a call that fails says; a visitor must never read it. */
export const FAILURE = 'E11000 the store is away';

/** What the engine's side of an app's process handles messages with; it keeps it to itself. */
interface Door {
	handleIncomingMessage(message: { payload: { method: string; id: string } }): Promise<void>;
	readonly messenger: { send(message: object): void };
}

/** Makes calls of the app to the server fail, as the engine tells it that one has: of the store, of users, settings and all else. */
export class CallFaults {
	constructor(private readonly app: ProxiedApp) {}

	/**
	 * @param fails which calls do, the first one being 1
	 * @returns whether one did
	 */
	async during(fails: (nth: number) => boolean, act: () => Promise<unknown>): Promise<boolean> {
		const door = runtimeOf(this.app) as unknown as Door;
		const { handleIncomingMessage: handle } = door;
		let calls = 0;
		let hasFailed = false;
		door.handleIncomingMessage = async (message) => {
			const { method, id } = message.payload;
			if (/^(accessor|bridges):/.test(method)) {
				calls += 1;
				if (fails(calls)) {
					hasFailed = true;
					door.messenger.send({ jsonrpc: '2.0', id, error: { code: 1000, message: FAILURE } });
					return;
				}
			}
			await handle.call(door, message);
		};
		try {
			await act();
		} finally {
			door.handleIncomingMessage = handle;
		}
		return hasFailed;
	}
}
