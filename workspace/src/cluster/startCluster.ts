import type { ILoggerStorageEntry } from '@rocket.chat/apps-engine/server/logging';
import type { WorkspaceContext } from '../context';
import { NEWEST_ENGINE } from '../engine/engineVersion';
import { openBase, type WorkspaceBase } from '../openBase';
import { servePeople } from '../startWorkspace';
import type { UserDocument } from '../users';
import type { WorkspaceParts } from '../workspaceParts';
import { Instance } from './Instance';
import { spread } from './spread';

/** Several servers of one workspace: engines in processes of their own, on one store, behind one address. */
export interface Cluster extends WorkspaceParts {
	/** Site_Url. Each request to an app, and each slash command, goes to a random server. */
	readonly url: string;
	readonly admin: UserDocument;
	readonly context: WorkspaceContext;
	readonly apps: ClusterApps;
	/** All servers that were started, in order; some may have ended. */
	readonly instances: readonly Instance[];
	/** Starts one more server, with the apps that are installed. */
	startInstance(): Promise<Instance>;
	stop(): Promise<void>;
}

/**
 * Starts a workspace of several servers. The store, the scheduler, settings, users and logins are in this process,
 * in the role of the database; each server's engine reaches them over a pipe.
 */
export async function startCluster(count: number): Promise<Cluster> {
	const ends: (() => unknown)[] = [];
	const stop = async (): Promise<void> => {
		for (const end of ends.splice(0).reverse()) {
			await end();
		}
	};
	try {
		return await open(count, ends, stop);
	} catch (error) {
		await stop();
		throw error;
	}
}

async function open(count: number, ends: (() => unknown)[], stop: () => Promise<void>): Promise<Cluster> {
	const base = await openBase({}, ends);
	const { parts, server, context, admin } = base;
	const instances: Instance[] = [];
	const alive = () => instances.filter(({ isAlive }) => isAlive);
	const anyOf = () => alive()[Math.floor(Math.random() * alive().length)];
	const served = servedParts(base, anyOf);
	const startInstance = async () => {
		const home = await base.engineHome(instances.length + 1);
		const instance = await Instance.start({ version: NEWEST_ENGINE, home, pathPrefix: '' }, served);
		instances.push(instance);
		return instance;
	};
	ends.push(() => Promise.all(instances.map((instance) => instance.stop())));
	for (let started = 0; started < count; started += 1) {
		await startInstance();
	}
	const toAny = spread(() => anyOf()?.port);
	server.use('/api/apps', toAny);
	server.use('/api/v1/commands.run', toAny);
	servePeople(base, {});
	for (const event of ['created', 'updated', 'deleted', 'loggedIn'] as const) {
		parts.users.on(event, async (...users: UserDocument[]) => {
			// As in a real cluster, an event is lost when its server dies.
			await Promise.resolve(anyOf()?.control.emitUserEvent(event, users)).catch(() => undefined);
		});
	}
	parts.jobs.start();
	ends.push(() => parts.jobs.stop());
	const apps = new ClusterApps(alive);
	return { ...parts, url: server.url, admin, context, apps, instances, startInstance, stop };
}

/** The parts of this process that a server may use: all but slash commands, which each server has of its own. */
function servedParts(
	{ parts, context }: WorkspaceBase,
	anyOf: () => Instance | undefined,
): Record<string, object> {
	const { jobs, ...others } = parts;
	const run = (name: string) => (job: Record<string, unknown>) =>
		Promise.resolve(anyOf()?.control.runJob(name, job));
	const scheduler = new Proxy(jobs, {
		get: (target, method) => {
			if (method === 'define') {
				return (name: string) => target.define(name, run(name));
			}
			const value: unknown = Reflect.get(target, method);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
	return { ...others, jobs: scheduler, loginTokens: context.loginTokens };
}

/** Administers the apps of all servers. */
class ClusterApps {
	constructor(private readonly alive: () => readonly Instance[]) {}

	/** Installs an app on one server; then the others load it. */
	async install(zip: Uint8Array): Promise<{ id: string }> {
		const [first, ...others] = this.alive();
		const id = (await first?.control.install(zip)) ?? '';
		await Promise.all(others.map(({ control }) => control.addLocal(id)));
		return { id };
	}

	/** Changes a setting of an app on every server. */
	async setSetting(appId: string, settingId: string, value: unknown): Promise<void> {
		for (const { control } of this.alive()) {
			await control.setSetting(appId, settingId, value);
		}
	}

	async logs(appId: string): Promise<ILoggerStorageEntry[]> {
		return (await Promise.all(this.alive().map(({ control }) => control.logs(appId)))).flat();
	}
}
