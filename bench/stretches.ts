import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { aroundAccessorCalls, runtimeOf } from './appRuntime';
import { median } from './median';

/** Where the time of a request goes, in shares of the whole; the medians of many. */
export interface Stretches {
	/** HTTP, and the engine before it asks the app and after it has the answer. */
	readonly outside: number;
	/** The server answering accessor calls. */
	readonly inServer: number;
	/** The app's process, and the ways of the messages to it and back. */
	readonly inProcess: number;
	/** The longest time in the process between two messages. */
	readonly longestInProcess: number;
}

/** Follows requests, one at a time, where the engine talks to the app's process. */
export async function followRequests<Input, Output>(
	app: ProxiedApp,
	inputs: readonly Input[],
	send: (input: Input) => Promise<Output>,
): Promise<{ stretches: Stretches; outputs: Output[] }> {
	const followed: Stretches[] = [];
	const outputs: Output[] = [];
	for (const input of inputs) {
		followed.push(await follow(app, async () => outputs.push(await send(input))));
	}
	const medianOf = (part: keyof Stretches) => median(followed.map((stretches) => stretches[part]));
	return {
		stretches: {
			outside: medianOf('outside'),
			inServer: medianOf('inServer'),
			inProcess: medianOf('inProcess'),
			longestInProcess: medianOf('longestInProcess'),
		},
		outputs,
	};
}

async function follow(app: ProxiedApp, act: () => Promise<unknown>): Promise<Stretches> {
	const runtime = runtimeOf(app);
	const { sendRequest, messenger } = runtime;
	const { send } = messenger;
	let asked = Number.NaN;
	let answered = Number.NaN;
	let open = 0;
	let left = Number.NaN;
	const inProcess: number[] = [];
	const enterServer = () => {
		if (open === 0) {
			inProcess.push(performance.now() - left);
		}
		open += 1;
	};
	const leaveServer = () => {
		open -= 1;
		if (open === 0) {
			left = performance.now();
		}
	};
	runtime.sendRequest = async (...message) => {
		asked = performance.now();
		left = asked;
		const result = await sendRequest.apply(runtime, message);
		answered = performance.now();
		inProcess.push(answered - left);
		return result;
	};
	// Not when the handler has ended: the process may have been woken, and be at work, before that.
	messenger.send = (message) => {
		if (!('method' in message)) {
			leaveServer();
		}
		send.call(messenger, message);
	};
	const noticed = (_name: string, answer: () => Promise<void>) => {
		enterServer();
		return answer();
	};
	const start = performance.now();
	try {
		await aroundAccessorCalls(runtime, noticed, act);
	} finally {
		runtime.sendRequest = sendRequest;
		messenger.send = send;
	}
	const whole = performance.now() - start;
	const process = inProcess.reduce((sum, stretch) => sum + stretch, 0);
	return {
		outside: (whole - (answered - asked)) / whole,
		inServer: (answered - asked - process) / whole,
		inProcess: process / whole,
		longestInProcess: Math.max(...inProcess) / whole,
	};
}
