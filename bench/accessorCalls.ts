import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { aroundAccessorCalls, runtimeOf } from './appRuntime';

/** What an app asks of the server while it answers one request. */
export interface AccessorCalls {
	/** Such as `PersistenceReader.readByAssociation`, in the order of their arrival. */
	readonly calls: readonly string[];
	/** How many of them had to be waited for one after another. */
	readonly rounds: number;
}

/**
 * Counts the accessor calls of one request, where the engine talks to the app's process.
 *
 * Each call is held back until the process has answered a ping: its messages keep their order, so by then
 * every call that did not need this one's answer has arrived, and the rounds are exact under any load.
 *
 * @param act sends the request; nothing else may be asked of the app meanwhile
 */
export async function countAccessorCalls(
	app: ProxiedApp,
	act: () => Promise<unknown>,
): Promise<AccessorCalls> {
	const runtime = runtimeOf(app);
	const calls: string[] = [];
	let answeredRounds = 0;
	let rounds = 0;
	const hold = async (name: string, answer: () => Promise<void>) => {
		calls.push(name);
		const round = answeredRounds + 1;
		rounds = Math.max(rounds, round);
		await runtime.sendRequest({ method: 'ping', params: [] });
		await answer();
		answeredRounds = Math.max(answeredRounds, round);
	};
	await aroundAccessorCalls(runtime, hold, act);
	return { calls, rounds };
}
