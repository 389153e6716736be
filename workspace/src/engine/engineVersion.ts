import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The Apps-Engine releases that a workspace can run; the newest first. */
export const ENGINE_VERSIONS = ['1.62.0', '1.57.2', '1.53.1'] as const;

export type EngineVersion = (typeof ENGINE_VERSIONS)[number];

export const [NEWEST_ENGINE] = ENGINE_VERSIONS;

/**
 * Under which name each release is installed. Its last folder has to be `apps-engine`: the engine's runtime finds
 * its own files by that name.
 */
const PACKAGES: Record<EngineVersion, string> = {
	'1.62.0': '@rocket.chat/apps-engine',
	'1.57.2': '@engine-1.57/apps-engine',
	'1.53.1': '@engine-1.53/apps-engine',
};

export const requireEngine = createRequire(import.meta.url);

/** The name of the npm package that holds this release. */
export function enginePackage(version: EngineVersion): string {
	return PACKAGES[version];
}

/** The folder of the npm package that holds this release. @throws Error when it is not installed */
export function engineFolder(version: EngineVersion): string {
	return dirname(requireEngine.resolve(`${enginePackage(version)}/package.json`));
}
