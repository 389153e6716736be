import { expect, test } from 'vitest';
import { PROBE_ID, packageProbe } from '../../../example/packageProbe';
import { ENABLED, type TestedWorkspace } from './testedWorkspace';

/** How an app is installed, and who may do so. */
export function installationTests(on: TestedWorkspace): void {
	test('an admin uploads an app: it is enabled, has its user, and what its app.json asks for', async () => {
		const form = new FormData();
		form.set('app', new Blob([Uint8Array.from(await packageProbe())]), 'probe.zip');
		form.set(
			'permissions',
			JSON.stringify(
				(await on.workspace.apps.manager.getParser().unpackageApp(await packageProbe())).info.permissions,
			),
		);
		const { status, body } = await on.api('apps', { method: 'POST', body: form });
		expect({ status, success: body.success, app: body.app }).toMatchObject({
			status: 200,
			success: true,
			app: { id: PROBE_ID, version: '1.0.0', status: expect.stringMatching(ENABLED) },
		});
		expect(await on.workspace.users.findByUsername('probe.bot')).toMatchObject({
			type: 'app',
			appId: PROBE_ID,
		});
		expect(await on.probe.noted('installed')).toHaveLength(1);
		const { permissionsGranted } = await on.workspace.apps.describe(PROBE_ID);
		expect(permissionsGranted).toContainEqual({ name: 'persistence' });
	});

	test('the same app is not installed twice', async () => {
		await expect(on.workspace.apps.install(await packageProbe())).rejects.toThrow(/App already/);
	});

	test('apps are administered by admins only', async () => {
		const someone = await on.workspace.users.insert({ username: 'someone' });
		const { token } = await on.workspace.context.loginTokens.issue(someone._id);
		const headers = { 'X-User-Id': someone._id, 'X-Auth-Token': token };
		expect((await fetch(`${on.workspace.url}/api/apps`)).status).toBe(401);
		expect((await fetch(`${on.workspace.url}/api/apps`, { headers })).status).toBe(403);
		expect((await on.api('apps/none')).status).toBe(404);
		expect((await on.api('apps')).body).toMatchObject({ success: true, apps: [{ id: PROBE_ID }] });
	});
}
