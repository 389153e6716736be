import type { EventEmitter } from 'node:events';
import { ENGINE_VERSIONS, type EngineVersion } from 'rocketchat-app-workspace/engines';
import { describe, expect, test } from 'vitest';
import { APP_ID } from './site';
import { siteForTests } from './siteForTests';

const STOPS_READING = ENGINE_VERSIONS.filter((engine) => engine !== '1.62.0-node-ipc');

describe.each(STOPS_READING)('a body with the key __proto__, engine %s', (engine) => {
	const { attack, exitCodes, on } = target(engine);

	test("which stops the engine's shell from reading, ends the process with a code that has it restarted at once", async () => {
		const codes = exitCodes();
		await expect(attack(1000)).rejects.toThrow(/timeout/);
		// While the app starts, the engine answers in its place.
		await expect
			.poll(async () => (await on.provider.offer()).challenge, { timeout: 5000 })
			.toMatch(/^[A-Za-z0-9_-]+$/);
		expect(codes).toEqual([1]);
	});
});

describe('a body with the key __proto__, over IPC', () => {
	const { attack, exitCodes, on } = target('1.62.0-node-ipc');

	test('is answered like any other wrong one, and the process goes on', async () => {
		const codes = exitCodes();
		const beside = Array.from({ length: 20 }, () => on.provider.offer());
		expect((await attack(5000)).status).toBe(400);
		expect((await Promise.all(beside)).every(({ challenge }) => challenge.length > 0)).toBe(true);
		expect(codes).toEqual([]);
	});
});

function target(engine: EngineVersion) {
	const on = siteForTests({ engine });
	return {
		on,
		attack: (patienceMs: number) =>
			on.provider.request(on.provider.authorizeUrl(), {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: '{"__proto__":{"challenge":"x"}}',
				signal: AbortSignal.timeout(patienceMs),
			}),
		/** The exit codes of the app's processes from now on. */
		exitCodes(): (number | null)[] {
			const app = on.site.workspace.apps.manager.getOneById(APP_ID) as unknown as Record<
				string,
				() => EventEmitter
			>;
			// Engines up to 1.53 call it by another name.
			const runtime = (app.getDenoRuntime ?? app.getRuntimeController)?.call(app);
			const codes: (number | null)[] = [];
			runtime?.on('processExit', (code) => codes.push(code));
			return codes;
		},
	};
}
