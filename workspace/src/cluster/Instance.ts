import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Shared } from '../shared';
import type { InstanceControl } from './InstanceControl';
import type { InstanceOptions, Starting } from './instanceProcess';
import { PartsChannel, type Pipe } from './PartsChannel';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** One server of a cluster, seen from outside. */
export class Instance {
	private constructor(
		private readonly child: ChildProcess,
		readonly control: Shared<InstanceControl>,
		/** Where it listens on `localhost`, behind the cluster's own address. */
		readonly port: number,
	) {}

	/**
	 * @param served the parts that it shares with the others
	 * @throws Error when its process ends while it starts
	 */
	static async start(options: InstanceOptions, served: Readonly<Record<string, object>>): Promise<Instance> {
		const child = fork(join(import.meta.dirname, 'instanceProcess.ts'), [JSON.stringify(options)], {
			execArgv: ['--import', TSX],
			serialization: 'advanced',
			// A process group of its own: its apps' processes outlive it when it is killed.
			detached: true,
		});
		return new Promise((resolve, reject) => {
			const starting: Starting = {
				listens: (port) => resolve(new Instance(child, channel.remote('control'), port)),
			};
			const channel = new PartsChannel(child as Pipe, { ...served, starting });
			child.once('exit', () => {
				channel.close();
				reject(new Error('a server of the cluster ended while it started'));
			});
		});
	}

	get isAlive(): boolean {
		return this.child.exitCode === null && this.child.signalCode === null;
	}

	/** Ends it as a power failure does. */
	async kill(): Promise<void> {
		await this.end(() => killGroup(this.child));
	}

	/** Ends it and its apps' processes. */
	async stop(): Promise<void> {
		await this.end(() => this.child.disconnect());
	}

	private async end(act: () => unknown): Promise<void> {
		if (!this.isAlive) {
			return;
		}
		const exited = once(this.child, 'exit');
		act();
		await exited;
	}
}

/**
 * Kills a process that leads its process group, and the rest of the group.
 * @throws Error when it was not started: group 0 would be the caller's
 */
export function killGroup({ pid }: ChildProcess): void {
	if (!pid) {
		throw new Error('the process was not started');
	}
	process.kill(-pid, 'SIGKILL');
}
