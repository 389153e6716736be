import { type ChildProcess, spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import { type EngineVersion, enginePackage, type NodeTransport, requireEngine } from '../engineVersion';
import { cloneable } from './cloneable';
import { fillNodeCache } from './fillNodeCache';

/** What the engine's controller of an app's process has, also what its type calls private. */
interface Controller extends EventEmitter {
	/** The process. */
	deno: ChildProcess | undefined;
	spawnId: number;
	messenger: Messenger;
	livenessManager: { attach(process: ChildProcess): void };
	getAppId(): string;
	spawnProcess(): void;
	setupListeners(): void;
	parseStdout(stream: unknown): Promise<void>;
	handleIncomingMessage(message: Parsed): Promise<void>;
	handleResultMessage(message: Parsed): Promise<void>;
}

interface Messenger {
	send(message: unknown): void;
	setReceiver(process: ChildProcess): void;
	clearReceiver(): void;
}

/** A message as the engine's handlers take it. */
interface Parsed {
	type: 'request' | 'notification' | 'success' | 'error';
	payload: object;
}

type ControllerClass = new (...parameters: unknown[]) => Controller;

const PONG = '_zPONG';

/**
 * Has the engine run its apps in Node instead of Deno: its controller starts our script, and all else about a process
 * (requests, pings, restarts) is the engine's own.
 */
export async function runAppsInNode(
	manager: AppManager,
	version: EngineVersion,
	transport: NodeTransport,
	runDir: string,
): Promise<void> {
	const cache = await fillNodeCache(version, transport);
	const script = join(runDir, 'nodeShell.cjs');
	await copyFile(cache.script, script);
	const options = [
		cache.permissionFlag,
		...[runDir, ...cache.readable].map((folder) => `--allow-fs-read=${folder}/*`),
		script,
		'--subprocess',
	];

	const { DenoRuntimeSubprocessController } = requireEngine(
		`${enginePackage(version)}/server/runtime/deno/AppsEngineDenoRuntime`,
	);
	const EngineController: ControllerClass = DenoRuntimeSubprocessController;

	class NodeController extends EngineController {
		override spawnProcess(): void {
			const id = this.getAppId();
			this.deno = spawn(cache.node, [...options, id, '--spawnId', String(this.spawnId++)], {
				env: { PATH: process.env.PATH },
				...(transport === 'ipc' && { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced' }),
			});
			this.messenger.setReceiver(this.deno);
			this.livenessManager.attach(this.deno);
			this.setupListeners();
		}
	}

	class IpcController extends NodeController {
		constructor(...parameters: unknown[]) {
			super(...parameters);
			// The same object: the engine's LivenessManager pings with it.
			Object.assign(this.messenger, ipcMessenger());
		}

		/** The engine calls it when a process has started; messages come another way, the output is what apps print. */
		override async parseStdout(): Promise<void> {
			this.deno?.stdout?.on('data', (output) => console.log(String(output)));
			this.deno?.on('message', (message) => this.receive(message));
		}

		private receive(message: unknown): void {
			if (message === PONG) {
				this.emit('pong');
				return;
			}
			this.emit('heartbeat');
			const parsed = parse(message as object);
			const isAnswer = parsed.type === 'success' || parsed.type === 'error';
			const handled = isAnswer ? this.handleResultMessage(parsed) : this.handleIncomingMessage(parsed);
			handled.catch((reason) => console.error(`[${this.getAppId()}]`, reason));
		}
	}

	const Controller = transport === 'ipc' ? IpcController : NodeController;
	// Private to the engine, and nowhere to be passed in.
	Object.assign(manager.getRuntime(), {
		runtimeFactory: (...parameters: unknown[]) => new Controller(...parameters),
	});
}

function ipcMessenger(): Messenger {
	let receiver: ChildProcess | undefined;
	return {
		setReceiver(process) {
			receiver = process;
		},
		clearReceiver() {
			receiver = undefined;
		},
		send(message) {
			if (!receiver?.connected) {
				throw new Error('No process configured to receive a message');
			}
			receiver.send(cloneable(message) as object);
		},
	};
}

/** JSON-RPC 2.0, by what a message has. */
function parse(message: object): Parsed {
	const payload = message;
	if ('method' in message) {
		return { type: 'id' in message ? 'request' : 'notification', payload };
	}
	return { type: 'error' in message ? 'error' : 'success', payload };
}
