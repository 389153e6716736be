import type { EventEmitter } from 'node:events';
import { delimiter } from 'node:path';
import { createBridges } from '../bridges';
import type { BridgeHost } from '../bridges/bridgeHost';
import type { FederationKeys } from '../bridges/federationKeys';
import { forwardUserEvents } from '../bridges/userEvents';
import { AppRoutes } from '../http/appRoutes';
import type { UserEvents } from '../users';
import type { SharedParts } from '../workspaceParts';
import { AppHost } from './appHost';
import { fillDenoCache } from './denoCache';
import { writeDenoLauncher } from './denoLauncher';
import { type EngineModules, loadEngine } from './engineModules';
import { type EngineVersion, shellOf } from './engineVersion';
import { runAppsInNode } from './nodeShell/runAppsInNode';
import { createLogStorage } from './storage/logStorage';
import { createMetadataStorage } from './storage/metadataStorage';
import { createSourceStorage } from './storage/sourceStorage';

/** The folders, files and keys of an engine. */
export interface EngineHome {
	/** The folder of this run: the launcher, temporary files. */
	runDir: string;
	/** The folder of the apps' zips. */
	sources: string;
	/** The file of the apps' logs; undefined to keep them in memory. */
	logFile: string | undefined;
	federationKeys: FederationKeys;
}

/** A running engine. */
export interface RunningEngine {
	engine: EngineModules;
	apps: AppHost;
	routes: AppRoutes;
	stop(): Promise<void>;
}

/** Starts an engine on the workspace's parts, with no app yet: see `AppHost.load`. */
export async function startEngine(
	version: EngineVersion,
	parts: SharedParts,
	userEvents: EventEmitter<UserEvents>,
	{ runDir, sources, logFile, federationKeys }: EngineHome,
): Promise<RunningEngine> {
	const engine = loadEngine(version);
	const shell = shellOf(version);
	const leave = enterEnvironment({
		...(shell === 'deno' ? await prepareDeno(version, runDir) : {}),
		// With `test`, which test runners set, the engine grants every app every permission.
		NODE_ENV: 'production',
	});
	const logs = await createLogStorage(engine, logFile);
	const routes = new AppRoutes();
	const host: BridgeHost = { ...parts, engine, routes, federationKeys, manager: () => manager };
	const manager = new engine.AppManager({
		metadataStorage: createMetadataStorage(engine, parts.appRecords),
		logStorage: logs.storage,
		sourceStorage: await createSourceStorage(engine, sources),
		bridges: createBridges(host),
		tempFilePath: runDir,
	});
	if (shell !== 'deno') {
		await runAppsInNode(manager, version, shell, runDir);
	}
	const endUserEvents = forwardUserEvents(host, userEvents);
	const apps = new AppHost(manager, engine);
	return {
		engine,
		apps,
		routes,
		async stop() {
			endUserEvents();
			await apps.stop();
			await logs.close();
			forgetManager(engine);
			leave();
		},
	};
}

async function prepareDeno(
	version: EngineVersion,
	runDir: string,
): Promise<Record<'PATH' | 'DENO_DIR', string>> {
	const cache = await fillDenoCache(version);
	const bin = await writeDenoLauncher(runDir, cache);
	return { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, DENO_DIR: cache.denoDir };
}

/** Sets what the engine reads and passes to Deno. @returns a function that restores the old values */
function enterEnvironment(variables: Record<string, string>): () => void {
	const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
	Object.assign(process.env, variables);
	return () => {
		for (const [name, value] of before) {
			if (value === undefined) {
				delete process.env[name];
			} else {
				process.env[name] = value;
			}
		}
	};
}

/** The engine allows one manager in a process and has no way to end one. */
function forgetManager(engine: EngineModules): void {
	const holder: { Instance?: unknown } = engine.AppManager;
	holder.Instance = undefined;
}
