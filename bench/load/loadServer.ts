import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registration } from '../loginSteps';
import type { Chores } from './serve';

/** Where a server's logins begin, and its processes by what they do. */
export interface PeerServer {
	readonly registration: Registration;
	readonly processes: Readonly<Record<string, number>>;
}

export interface AppServer extends PeerServer {
	/** An endpoint of another app in the same engine that does nothing. */
	readonly emptyUrl: string;
	readonly emptyProcesses: Readonly<Record<string, number>>;
}

/** A server under load, in processes of its own. */
export interface LoadServer<Server extends PeerServer> {
	readonly server: Server;
	/** Milliseconds of processor time that each process has used so far; of its own, unless others are named. */
	processorTimes(processes?: PeerServer['processes']): Promise<Record<string, number>>;
	/** Lets it clean up between rounds. */
	rest(): Promise<void>;
	stop(): Promise<void>;
}

/** @param file of this folder; @param args its arguments */
export async function startLoadServer<Server extends PeerServer>(
	file: string,
	args: readonly string[],
): Promise<LoadServer<Server>> {
	const child = fork(join(import.meta.dirname, file), args, { execArgv: ['--import', 'tsx'] });
	const { server } = (await nextMessage(child)) as { server: Server };
	const chore = async (name: keyof Chores) => {
		child.send(name);
		await nextMessage(child);
	};
	return {
		server,
		async processorTimes(processes = server.processes) {
			const times = Object.entries(processes).map(async ([name, pid]) => [name, await processorTimeOf(pid)]);
			return Object.fromEntries(await Promise.all(times));
		},
		rest: () => chore('rest'),
		stop: async () => {
			const exited = once(child, 'exit');
			await chore('stop');
			await exited;
		},
	};
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
	const waiting = new AbortController();
	const { signal } = waiting;
	const ended = once(child, 'exit', { signal }).then(() => {
		throw new Error('a server under load has ended');
	});
	ended.catch(() => undefined);
	try {
		const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
		return message;
	} finally {
		waiting.abort();
	}
}

/** proc(5): user and system time are the 14th and 15th field, in hundredths of a second. */
async function processorTimeOf(pid: number): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The second field is the command's name in parentheses, and may hold spaces.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * 10;
}
