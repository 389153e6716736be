import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/**
 * The Apps-Engine releases that a workspace can run, the newest first. The last two are 1.62.0 with its runtime on
 * Node, as the newest servers have it: see `nodeShell/`.
 */
export const ENGINE_VERSIONS = [
	'1.62.0',
	'1.57.2',
	'1.53.1',
	'1.62.0-node-ipc',
	'1.62.0-node-stdio',
] as const;

export type EngineVersion = (typeof ENGINE_VERSIONS)[number];

/** The newest one that is on npm as it is. */
export const [NEWEST_ENGINE] = ENGINE_VERSIONS;

/** What runs apps. Of the Node shell by how messages travel: the newest servers' by IPC, the first ones' by stdio. */
export type Shell = 'deno' | NodeTransport;
export type NodeTransport = 'ipc' | 'stdio';

/**
 * Under which name each release is installed. Its last folder has to be `apps-engine`: the engine's runtime finds
 * its own files by that name.
 */
const ENGINES: Record<EngineVersion, { package: string; shell: Shell }> = {
	'1.62.0': { package: '@rocket.chat/apps-engine', shell: 'deno' },
	'1.57.2': { package: '@engine-1.57/apps-engine', shell: 'deno' },
	'1.53.1': { package: '@engine-1.53/apps-engine', shell: 'deno' },
	'1.62.0-node-ipc': { package: '@rocket.chat/apps-engine', shell: 'ipc' },
	'1.62.0-node-stdio': { package: '@rocket.chat/apps-engine', shell: 'stdio' },
};

export const requireEngine = createRequire(import.meta.url);

/** The name of the npm package that holds this release. */
export function enginePackage(version: EngineVersion): string {
	return ENGINES[version].package;
}

/** The folder of the npm package that holds this release. @throws Error when it is not installed */
export function engineFolder(version: EngineVersion): string {
	return dirname(requireEngine.resolve(`${enginePackage(version)}/package.json`));
}

export function shellOf(version: EngineVersion): Shell {
	return ENGINES[version].shell;
}
