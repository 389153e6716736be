import type { EngineVersion } from 'rocketchat-app-workspace/engines';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { endpointTests } from './endpoints';
import { installationTests } from './installation';
import { lifeTests } from './life';
import { persistenceTests } from './persistence';
import { serverTests } from './server';
import { TestedWorkspace } from './testedWorkspace';
import { timeTests } from './time';

/** The tests of a workspace on one engine, in this order. A process, and so a test file, can run one workspace. */
export function workspaceSuite(engine: EngineVersion): void {
	const on = new TestedWorkspace(engine);

	beforeAll(async () => {
		// The engine prints what apps throw; the tests look at the answers.
		vi.spyOn(console, 'error').mockImplementation(() => {});
		await on.start();
	});
	afterAll(() => on.end());

	describe('installation', () => installationTests(on));
	describe('endpoints', () => endpointTests(on));
	describe('persistence', () => persistenceTests(on));
	describe('time', () => timeTests(on));
	describe('server', () => serverTests(on));
	describe('life', () => lifeTests(on));
}
