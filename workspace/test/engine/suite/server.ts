import { expect, test, vi } from 'vitest';
import { PROBE_ID } from '../../../example/packageProbe';
import { JSON_TYPE, type TestedWorkspace } from './testedWorkspace';

/** What an app gets from the server: settings, users, commands, buttons. */
export function serverTests(on: TestedWorkspace): void {
	test('a setting goes through onPreSettingUpdate, which may refuse it', async () => {
		const set = (value: string): Promise<unknown> =>
			on.api(`apps/${PROBE_ID}/settings`, {
				method: 'POST',
				headers: JSON_TYPE,
				body: JSON.stringify({ settings: [{ id: 'color', value }] }),
			});
		expect(on.workspace.apps.settingValue(PROBE_ID, 'color')).toBe('blue');
		await set('green');
		expect(on.workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
		await set('red');
		expect(on.workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
	});

	test('a server setting can be read; written without the permission it silently stays', async () => {
		expect(await on.probe.post('server-setting', { id: 'Site_Url' })).toEqual({ value: on.workspace.url });
		const written = await on.probe.post('server-setting', { id: 'Site_Name', value: 'Mine' });
		expect(written).toEqual({ value: 'Rocket.Chat' });
	});

	test('users: found in the exact case only; a new one is told of without e-mails', async () => {
		const emails = [{ address: 'alice@example.com', verified: true }];
		const alice = await on.workspace.users.insert({ username: 'Alice', name: 'Alice A', emails });
		await vi.waitFor(async () => expect(await on.probe.noted('user-created')).toHaveLength(2));
		const { user } = (await on.probe.noted('user-created')).at(-1) ?? {};
		expect(user).toMatchObject({ id: alice._id, username: 'Alice', roles: ['user'], type: 'user' });
		expect(user).not.toHaveProperty('emails');
		expect(await (await on.probe.fetch('user?username=Alice')).json()).toMatchObject({ user: { emails } });
		expect(await (await on.probe.fetch('user?username=alice')).json()).toEqual({ user: null });

		await on.workspace.users.edit(alice._id, { $set: { name: 'Alice B' } });
		await on.workspace.users.noteLogin(alice._id);
		await vi.waitFor(async () => expect(await on.probe.noted('user-logged-in')).toHaveLength(1));
		expect(await on.probe.noted('user-updated')).toMatchObject([
			{ user: { name: 'Alice B' }, previousData: { name: 'Alice A' } },
		]);
	});

	test('a slash command answers its user alone, and a button of the answer works', async () => {
		const run = (command: string): Promise<{ status: number; body: Record<string, unknown> }> =>
			on.api('v1/commands.run', {
				method: 'POST',
				headers: JSON_TYPE,
				body: JSON.stringify({ command, params: 'a "b  c" \'d\'e "', roomId: 'GENERAL' }),
			});
		expect((await run('nothing')).body).toEqual({
			success: false,
			error: 'The command provided does not exist (or is disabled).',
		});
		expect(await run('Probe')).toEqual({ status: 200, body: { success: true } });
		const [shown] = on.workspace.messages.ephemeralOf(on.workspace.admin._id);
		expect(shown).toMatchObject({
			rid: 'GENERAL',
			msg: '["a","b  c","de","\\""]',
			private: true,
			u: { username: 'probe.bot' },
		});
		expect(await on.workspace.messages.inRoom('GENERAL')).toEqual([]);
		expect((await on.api('v1/commands.list')).body.commands).toMatchObject([
			{ command: 'probe', params: `app-${PROBE_ID}.probe_params` },
		]);

		const pressed = await on.api(`apps/ui.interaction/${PROBE_ID}`, {
			method: 'POST',
			headers: JSON_TYPE,
			body: JSON.stringify({
				type: 'blockAction',
				actionId: 'press',
				triggerId: 't',
				rid: 'GENERAL',
				mid: shown?._id,
				container: { type: 'message', id: shown?._id },
				payload: { blockId: 'b', value: '7' },
			}),
		});
		expect(pressed.status).toBe(200);
		expect(await on.probe.noted('button')).toMatchObject([
			{ username: 'admin', room: 'general', actionId: 'press', value: '7' },
		]);
	});
}
