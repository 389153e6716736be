import { execFileSync } from 'node:child_process';
import { startWorkspace } from 'rocketchat-app-workspace';
import { expect, test, vi } from 'vitest';
import { PROBE_ID, packageProbe } from '../../../example/packageProbe';
import { ENABLED, HOUR, JSON_TYPE, type TestedWorkspace } from './testedWorkspace';

/** An app's process, update and end, and the workspace's restart. */
export function lifeTests(on: TestedWorkspace): void {
	test('an app whose process is killed is started again', async () => {
		const restarts = async (): Promise<unknown[]> =>
			(await on.workspace.apps.logs(PROBE_ID)).filter(({ method }) => String(method) === 'runtime:restart');
		const pid = appProcess();
		process.kill(pid, 'SIGKILL');
		// What is asked meanwhile would wait for the engine's time limit, and a status read now would be kept for minutes.
		await vi.waitFor(async () => expect(await restarts()).toHaveLength(1), { timeout: 20_000 });
		expect((await on.probe.fetch('empty')).status).toBe(200);
		expect(appProcess()).not.toBe(pid);
		const seen = await (await on.probe.fetch('time')).json();
		expect(Math.abs(seen.now - on.workspace.clock.now())).toBeLessThan(5_000);
	}, 40_000);

	test('disabled, an app has no endpoints and no command; enabled, it has them again', async () => {
		const setStatus = async (status: string): Promise<unknown> =>
			(
				await on.api(`apps/${PROBE_ID}/status`, {
					method: 'POST',
					headers: JSON_TYPE,
					body: JSON.stringify({ status }),
				})
			).body;
		expect(await setStatus('manually_disabled')).toEqual({ success: true, status: 'manually_disabled' });
		expect((await on.probe.fetch('empty')).status).toBe(404);
		expect(await setStatus('manually_enabled')).toEqual({ success: true, status: 'manually_enabled' });
		expect((await on.probe.fetch('empty')).status).toBe(200);
	});

	test('an update keeps settings and records, and calls onUpdate', async () => {
		const updated = await on.workspace.apps.update(await packageProbe('1.1.0'));
		expect(updated).toMatchObject({ version: '1.1.0', status: expect.stringMatching(ENABLED) });
		expect(await on.probe.noted('updated')).toHaveLength(1);
		expect(await on.probe.noted('installed')).toHaveLength(1);
		expect(on.workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
	});

	test('a restart finds everything on disk: app, settings, records, users, jobs, logs', async () => {
		await on.probe.post('jobs', { once: { id: 'noted', when: on.workspace.clock.now() + 24 * 365 * HOUR } });
		const jobs = (await on.workspace.jobs.ofApp(PROBE_ID)).map(({ name }) => name);
		await on.workspace.stop();
		await on.start({ pathPrefix: '/chat' });
		expect(await on.workspace.apps.status(PROBE_ID)).toMatch(ENABLED);
		expect(on.workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
		expect(await on.probe.noted('installed')).toHaveLength(1);
		expect(await on.workspace.users.findByUsername('Alice')).toBeDefined();
		expect((await on.workspace.jobs.ofApp(PROBE_ID)).map(({ name }) => name)).toEqual(jobs);
		expect(await on.workspace.apps.logs(PROBE_ID)).not.toEqual([]);
	});

	test('below a path prefix: everything is there, and Site_Url says so', async () => {
		expect(on.workspace.url).toMatch(/\/chat$/);
		expect(await on.probe.post('server-setting', { id: 'Site_Url' })).toEqual({ value: on.workspace.url });
		expect(
			(await fetch(`${new URL(on.workspace.url).origin}/api/apps/public/${PROBE_ID}/empty`)).status,
		).toBe(404);
	});

	test('uninstalled, an app leaves nothing behind', async () => {
		expect((await on.api(`apps/${PROBE_ID}`, { method: 'DELETE' })).body).toMatchObject({
			success: true,
			app: { id: PROBE_ID },
		});
		expect(on.workspace.apps.has(PROBE_ID)).toBe(false);
		expect(await on.workspace.persistence.count(PROBE_ID)).toBe(0);
		expect(await on.workspace.jobs.ofApp(PROBE_ID)).toEqual([]);
		expect(await on.workspace.users.findByUsername('probe.bot')).toBeUndefined();
		expect((await on.probe.fetch('empty')).status).toBe(404);
	});

	test('there is room for one workspace in a process', async () => {
		await expect(startWorkspace()).rejects.toThrow('A workspace already runs in this process');
	});
}

/** The probe's process: a child of this one. */
function appProcess(): number {
	const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
	const [line = ''] = lines.filter(
		(text) => text.includes(PROBE_ID) && text.trim().split(/\s+/)[1] === String(process.pid),
	);
	return Number(line.trim().split(/\s+/)[0]);
}
