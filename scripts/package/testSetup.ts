import type { EngineVersion } from 'rocketchat-app-workspace/engines';
import type { TestProject } from 'vitest/node';
import { buildPackage, writePackage } from './buildPackage';

declare module 'vitest' {
	interface ProvidedContext {
		/** Absolute path of the app's zip, built from the sources as they are now; not in the layers without it. */
		appZip: string;
		/** The engine of a layer that has one in test/layers.json; else the newest. */
		engine: EngineVersion | undefined;
	}
}

const LAYERS_WITHOUT_ZIP = ['unit', 'fuzz'];

/** Packages the app once before a run: engine and browser tests install this zip, never an old one. */
export default async function setup(project: TestProject): Promise<void> {
	if (project.vitest.projects.every(({ name }) => LAYERS_WITHOUT_ZIP.includes(name))) {
		return;
	}
	project.provide('appZip', await writePackage(await buildPackage()));
}
