import type { EventEmitter } from 'node:events';
import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { AppHost } from '../engine/appHost';
import type { UserDocument, UserEvents } from '../users';

type Processor = (context: Record<string, unknown>) => Promise<void>;

/** What the cluster does with one of its servers. */
export class InstanceControl {
	private readonly processors = new Map<string, Processor>();

	/** @param userEvents the events that the server's engine passes to apps */
	constructor(
		private readonly apps: () => AppHost,
		private readonly userEvents: EventEmitter<UserEvents>,
	) {}

	/** Sets the processor of the jobs of a name. */
	define(name: string, processor: Processor): void {
		this.processors.set(name, processor);
	}

	async runJob(name: string, context: Record<string, unknown>): Promise<void> {
		await this.processors.get(name)?.(context);
	}

	/** Installs an app on this server. @returns its id */
	async install(zip: Uint8Array): Promise<string> {
		return (await this.apps().install(Buffer.from(zip))).id;
	}

	/** Starts an app that another server has installed. */
	async addLocal(appId: string): Promise<void> {
		await this.apps().manager.addLocal(appId);
	}

	async setSetting(appId: string, settingId: string, value: unknown): Promise<void> {
		await this.apps().setSetting(appId, settingId, value);
	}

	async logs(appId: string): Promise<ILoggerStorageEntry[]> {
		return this.apps().logs(appId);
	}

	/** Passes the event of a user to the server's apps. */
	emitUserEvent(event: keyof UserEvents, users: readonly UserDocument[]): void {
		(this.userEvents as EventEmitter).emit(event, ...users);
	}
}
