import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startWorkspace, type Workspace } from '../../workspace';
import type { EngineVersion } from '../../workspace/engine/engineVersion';
import { PROBE_ID, packageProbe } from '../fixtures/probe-app/packageProbe';
import { type ProbeClient, probeClient } from '../fixtures/probe-app/probeClient';

const HOUR = 3_600_000;
/** Engines up to 1.57 call it auto_enabled unless an admin has just pressed a button. */
const ENABLED = /^(manually|auto)_enabled$/;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** What a workspace promises, on one engine. One call in a test file: a process has room for one workspace. */
export function workspaceSuite(engine: EngineVersion): void {
	let dataDir: string;
	let workspace: Workspace;
	let probe: ProbeClient;

	const start = async (options = {}): Promise<void> => {
		workspace = await startWorkspace({ engine, dataDir, ...options });
		probe = probeClient(workspace);
	};
	const asAdmin = async (): Promise<Record<string, string>> => {
		const { token } = await workspace.context.loginTokens.issue(workspace.admin._id);
		return { 'X-User-Id': workspace.admin._id, 'X-Auth-Token': token };
	};
	const api = async (
		path: string,
		options: RequestInit = {},
	): Promise<{ status: number; body: Record<string, unknown> }> => {
		const headers = { ...(await asAdmin()), ...options.headers };
		const response = await fetch(`${workspace.url}/api/${path}`, { ...options, headers });
		return { status: response.status, body: await response.json() };
	};

	beforeAll(async () => {
		// The engine prints what apps throw; the tests look at the answers.
		vi.spyOn(console, 'error').mockImplementation(() => {});
		dataDir = await mkdtemp(join(tmpdir(), 'workspace-test-'));
		await start();
	}, 60_000);

	afterAll(async () => {
		await workspace?.stop();
		await rm(dataDir, { recursive: true, force: true });
	});

	test('an admin uploads an app: it is enabled, has its user, and what its app.json asks for', async () => {
		const form = new FormData();
		form.set('app', new Blob([Uint8Array.from(await packageProbe())]), 'probe.zip');
		form.set(
			'permissions',
			JSON.stringify(
				(await workspace.apps.manager.getParser().unpackageApp(await packageProbe())).info.permissions,
			),
		);
		const { status, body } = await api('apps', { method: 'POST', body: form });
		expect({ status, success: body.success, app: body.app }).toMatchObject({
			status: 200,
			success: true,
			app: { id: PROBE_ID, version: '1.0.0', status: expect.stringMatching(ENABLED) },
		});
		expect(await workspace.users.findByUsername('probe.bot')).toMatchObject({ type: 'app', appId: PROBE_ID });
		expect(await probe.noted('installed')).toHaveLength(1);
		const { permissionsGranted } = await workspace.apps.describe(PROBE_ID);
		expect(permissionsGranted).toContainEqual({ name: 'persistence' });
	});

	test('the same app is not installed twice', async () => {
		await expect(workspace.apps.install(await packageProbe())).rejects.toThrow(/App already/);
	});

	test('apps are administered by admins only', async () => {
		const someone = await workspace.users.insert({ username: 'someone' });
		const { token } = await workspace.context.loginTokens.issue(someone._id);
		const headers = { 'X-User-Id': someone._id, 'X-Auth-Token': token };
		expect((await fetch(`${workspace.url}/api/apps`)).status).toBe(401);
		expect((await fetch(`${workspace.url}/api/apps`, { headers })).status).toBe(403);
		expect((await api('apps/none')).status).toBe(404);
		expect((await api('apps')).body).toMatchObject({ success: true, apps: [{ id: PROBE_ID }] });
	});

	describe('endpoints', () => {
		const bodies: [type: string | undefined, body: string, content: unknown][] = [
			['application/json', '{"a":[1,null]}', { a: [1, null] }],
			['application/json; charset=utf-8', '[1]', [1]],
			['application/x-www-form-urlencoded', 'a=1&b=2', { a: '1', b: '2' }],
			['application/x-www-form-urlencoded', 'a=1&a=2', { a: ['1', '2'] }],
			['application/x-www-form-urlencoded', 'a[b]=1', { a: { b: '1' } }],
			['text/plain', '{"a":1}', {}],
			['application/xml', '<a/>', {}],
			['application/jose', 'e30.e30.', {}],
			['multipart/form-data; boundary=x', '--x--', {}],
		];
		test.each(bodies)('a body of type %s: %s', async (type, body, content) => {
			const headers = type === undefined ? {} : { 'Content-Type': type };
			const response = await probe.fetch('echo', { method: 'POST', headers, body });
			expect((await response.json()).content).toEqual(content);
		});

		test('malformed JSON, and a body over 100 kB, do not reach the app', async () => {
			const malformed = await probe.fetch('echo', { method: 'POST', headers: JSON_TYPE, body: '{' });
			const large = await probe.fetch('echo', {
				method: 'POST',
				headers: JSON_TYPE,
				body: `"${'x'.repeat(102_400)}"`,
			});
			expect([malformed.status, large.status]).toEqual([400, 413]);
			expect(await malformed.text()).not.toContain('at ');
		});

		test('the request: lower-case method and headers, arrays and objects in the query', async () => {
			const response = await probe.fetch('echo?a=1&a=2&b[c]=3', {
				method: 'PUT',
				headers: { 'X-Probe': 'Yes' },
			});
			expect(await response.json()).toMatchObject({
				method: 'put',
				headers: { 'x-probe': 'Yes' },
				query: { a: ['1', '2'], b: { c: '3' } },
				params: {},
			});
		});

		test('the user of a request: by its token headers only, without services', async () => {
			const response = await probe.fetch('echo', { headers: await asAdmin() });
			const { user } = await response.json();
			expect(user).toMatchObject({ id: workspace.admin._id, username: 'admin', roles: ['admin', 'user'] });
			expect(user).not.toHaveProperty('services');

			const { 'X-User-Id': uid, 'X-Auth-Token': token } = await asAdmin();
			const cookie = `rc_uid=${uid}; rc_token=${token}`;
			const byCookie = await (
				await probe.fetch('echo', { headers: { cookie, authorization: 'Bearer foreign' } })
			).json();
			expect(byCookie.headers).toMatchObject({ cookie, authorization: 'Bearer foreign' });
			expect(byCookie.user ?? undefined).toBeUndefined();
		});

		test('a verb without a handler, and what an app throws, are a 500 with the raw message as HTML', async () => {
			const wrongVerb = await probe.fetch('echo', { method: 'DELETE' });
			const thrown = await probe.fetch('answer?kind=throw');
			expect([wrongVerb.status, thrown.status]).toEqual([500, 500]);
			expect(thrown.headers.get('content-type')).toBe('text/html; charset=utf-8');
			expect(await thrown.text()).toBe('probe <b>boom</b>');
		});

		test('a string is HTML, a number the status; an unknown path or app is a 404', async () => {
			const text = await probe.fetch('answer?kind=text');
			expect(text.headers.get('content-type')).toBe('text/html; charset=utf-8');
			expect((await probe.fetch('answer?kind=number')).status).toBe(418);
			expect((await probe.fetch('nothing')).status).toBe(404);
			expect((await fetch(`${workspace.url}/api/apps/public/nobody/echo`)).status).toBe(404);
		});

		test("Rocket.Chat's own headers, unless the app sets them", async () => {
			const { headers } = await probe.fetch('empty');
			expect(headers.get('content-security-policy')).toContain("script-src 'self' 'unsafe-eval' 'sha256-");
			expect(headers.get('x-frame-options')).toBe('sameorigin');
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			const own = await probe.fetch('answer?kind=headers');
			expect(own.status).toBe(201);
			expect(own.headers.get('content-security-policy')).toBe("default-src 'none'");
			expect(own.headers.get('x-frame-options')).toBe('DENY');
			expect(own.headers.get('content-type')).toBe('text/plain; charset=utf-8');
			expect(own.headers.get('set-cookie')).toBe('probe=1; Path=/');
		});

		test("an app's own requests go over the network, parameters in the body", async () => {
			const url = `${workspace.url}/api/apps/public/${PROBE_ID}/echo`;
			const { statusCode, data } = await probe.post('fetch', {
				url,
				options: { params: { a: '1' }, auth: 'u:p' },
			});
			expect(statusCode).toBe(200);
			expect(data).toMatchObject({ content: { a: '1' }, headers: { authorization: `Basic ${btoa('u:p')}` } });
		});
	});

	describe('persistence', () => {
		test('reads find records that have all of the associations, in any order', async () => {
			await probe.records('createWithAssociations', ['a', 'b'], { of: 'ab' });
			await probe.records('createWithAssociations', ['a', 'c'], { of: 'ac' });
			expect(await probe.records('readByAssociations', ['b', 'a'])).toEqual([{ of: 'ab' }]);
			expect(await probe.records('readByAssociations', ['a'])).toEqual(
				expect.arrayContaining([{ of: 'ab' }, { of: 'ac' }]),
			);
			expect(await probe.records('readByAssociations', [])).toEqual([]);
		});

		test('an update matches the exact array; with upsert it creates', async () => {
			await probe.records('updateByAssociations', ['b', 'a'], { of: 'other order' });
			expect(await probe.records('readByAssociations', ['a', 'b'])).toEqual([{ of: 'ab' }]);
			await probe.records('updateByAssociations', ['a', 'b'], { of: 'changed' });
			expect(await probe.records('readByAssociations', ['a', 'b'])).toEqual([{ of: 'changed' }]);
			await probe.records('updateByAssociations', ['b', 'a'], { of: 'new' }, true);
			expect(await probe.records('readByAssociations', ['a', 'b'])).toHaveLength(2);
		});

		test('a removal gives what it removed, and an update by id is not implemented', async () => {
			expect(await probe.records('removeByAssociations', ['b'])).toHaveLength(2);
			expect(await probe.records('removeByAssociations', ['b'])).toEqual([]);
			expect(await probe.records('readByAssociations', ['a'])).toEqual([{ of: 'ac' }]);
			const id = String(await probe.records('create', [], { one: 1 }));
			await expect(probe.records('update', [id], { one: 2 })).rejects.toThrow('Not implemented');
			expect(await probe.records('read', [id])).toEqual({ one: 1 });
			expect(await probe.records('remove', [id])).toEqual({ one: 1 });
			expect(await probe.records('remove', [id])).toBeNull();
		});

		test('two removals at once both get the data', async () => {
			await probe.records('createWithAssociations', ['raced'], { prize: 1 });
			const association = [{ model: 'misc', id: 'raced' }];
			const racers = [1, 2].map(() => workspace.persistence.removeByAssociations(association, PROBE_ID));
			expect(await Promise.all(racers)).toEqual([[{ prize: 1 }], [{ prize: 1 }]]);
		});

		test('any keys, and dates, survive', async () => {
			const data = { 'a.b': { $set: null }, at: new Date(5) };
			await workspace.persistence.create(data, [{ model: 'misc', id: 'keys' }], PROBE_ID);
			expect(
				await workspace.persistence.readByAssociations([{ model: 'misc', id: 'keys' }], PROBE_ID),
			).toEqual([data]);
		});
	});

	test('the clock moves for the app at once', async () => {
		workspace.clock.advance(30 * 24 * HOUR);
		const host = workspace.clock.now();
		const seen = await (await probe.fetch('time')).json();
		expect(seen).toMatchObject({ fixed: '1970-01-01T00:00:00.000Z', isDate: true });
		for (const time of [seen.now, Date.parse(seen.made), seen.text])
			expect(Math.abs(time - host)).toBeLessThan(5_000);
	});

	describe('jobs', () => {
		test('a repeating startup job runs at once, and then once for each time it is found due', async () => {
			await workspace.jobs.runDue();
			const before = (await probe.noted('hourly')).length;
			expect(before).toBeGreaterThan(0);
			workspace.clock.advance(59 * 60_000);
			await workspace.jobs.runDue();
			expect(await probe.noted('hourly')).toHaveLength(before);
			workspace.clock.advance(3 * HOUR);
			await workspace.jobs.runDue();
			expect(await probe.noted('hourly')).toHaveLength(before + 1);
		});

		test('a job runs once, at its time, with its data', async () => {
			const when = workspace.clock.now() + HOUR;
			await probe.post('jobs', { once: { id: 'noted', when, data: { paid: 'yes' } } });
			await workspace.jobs.runDue();
			expect(await probe.noted('noted')).toEqual([]);
			workspace.clock.advance(HOUR);
			await workspace.jobs.runDue();
			expect(await probe.noted('noted')).toMatchObject([{ paid: 'yes' }]);
			workspace.clock.advance(HOUR);
			await workspace.jobs.runDue();
			expect(await probe.noted('noted')).toHaveLength(1);
		});

		test('a cancelled job does not run; a failed one stays and is not tried again', async () => {
			const when = workspace.clock.now() + 1000;
			const { id } = await probe.post('jobs', { once: { id: 'noted', when } });
			await probe.post('jobs', { cancel: id });
			await probe.post('jobs', { once: { id: 'failing', when } });
			workspace.clock.advance(2000);
			await workspace.jobs.runDue();
			await workspace.jobs.runDue();
			expect(await probe.noted('noted')).toHaveLength(1);
			const failed = (await workspace.jobs.ofApp(PROBE_ID)).filter(({ name }) => name.startsWith('failing_'));
			expect(failed).toMatchObject([{ nextRunAt: null, failReason: expect.any(String) }]);
		});

		test('a job that falls due while the app is disabled is dropped', async () => {
			await probe.post('jobs', { once: { id: 'noted', when: workspace.clock.now() + HOUR } });
			await workspace.apps.disable(PROBE_ID);
			workspace.clock.advance(HOUR);
			await workspace.jobs.runDue();
			await workspace.apps.enable(PROBE_ID);
			await workspace.jobs.runDue();
			expect(await probe.noted('noted')).toHaveLength(1);
		});
	});

	test('a setting goes through onPreSettingUpdate, which may refuse it', async () => {
		const set = (value: string): Promise<unknown> =>
			api(`apps/${PROBE_ID}/settings`, {
				method: 'POST',
				headers: JSON_TYPE,
				body: JSON.stringify({ settings: [{ id: 'color', value }] }),
			});
		expect(workspace.apps.settingValue(PROBE_ID, 'color')).toBe('blue');
		await set('green');
		expect(workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
		await set('red');
		expect(workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
	});

	test('a server setting can be read; written without the permission it silently stays', async () => {
		expect(await probe.post('server-setting', { id: 'Site_Url' })).toEqual({ value: workspace.url });
		const written = await probe.post('server-setting', { id: 'Site_Name', value: 'Mine' });
		expect(written).toEqual({ value: 'Rocket.Chat' });
	});

	test('users: found in the exact case only; a new one is told of without e-mails', async () => {
		const emails = [{ address: 'alice@example.com', verified: true }];
		const alice = await workspace.users.insert({ username: 'Alice', name: 'Alice A', emails });
		await vi.waitFor(async () => expect(await probe.noted('user-created')).toHaveLength(2));
		const { user } = (await probe.noted('user-created')).at(-1) ?? {};
		expect(user).toMatchObject({ id: alice._id, username: 'Alice', roles: ['user'], type: 'user' });
		expect(user).not.toHaveProperty('emails');
		expect(await (await probe.fetch('user?username=Alice')).json()).toMatchObject({ user: { emails } });
		expect(await (await probe.fetch('user?username=alice')).json()).toEqual({ user: null });

		await workspace.users.edit(alice._id, { $set: { name: 'Alice B' } });
		await workspace.users.noteLogin(alice._id);
		await vi.waitFor(async () => expect(await probe.noted('user-logged-in')).toHaveLength(1));
		expect(await probe.noted('user-updated')).toMatchObject([
			{ user: { name: 'Alice B' }, previousData: { name: 'Alice A' } },
		]);
	});

	test('a slash command answers its user alone, and a button of the answer works', async () => {
		const run = (command: string): Promise<{ status: number; body: Record<string, unknown> }> =>
			api('v1/commands.run', {
				method: 'POST',
				headers: JSON_TYPE,
				body: JSON.stringify({ command, params: 'a "b  c" \'d\'e "', roomId: 'GENERAL' }),
			});
		expect((await run('nothing')).body).toEqual({
			success: false,
			error: 'The command provided does not exist (or is disabled).',
		});
		expect(await run('Probe')).toEqual({ status: 200, body: { success: true } });
		const [shown] = workspace.messages.ephemeralOf(workspace.admin._id);
		expect(shown).toMatchObject({
			rid: 'GENERAL',
			msg: '["a","b  c","de","\\""]',
			private: true,
			u: { username: 'probe.bot' },
		});
		expect(await workspace.messages.inRoom('GENERAL')).toEqual([]);
		expect((await api('v1/commands.list')).body.commands).toMatchObject([
			{ command: 'probe', params: `app-${PROBE_ID}.probe_params` },
		]);

		const pressed = await api(`apps/ui.interaction/${PROBE_ID}`, {
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
		expect(await probe.noted('button')).toMatchObject([
			{ username: 'admin', room: 'general', actionId: 'press', value: '7' },
		]);
	});

	test('an app whose process is killed is started again', async () => {
		const restarts = async (): Promise<unknown[]> =>
			(await workspace.apps.logs(PROBE_ID)).filter(({ method }) => String(method) === 'runtime:restart');
		const pid = appProcess();
		process.kill(pid, 'SIGKILL');
		// What is asked meanwhile would wait for the engine's time limit, and a status read now would be kept for minutes.
		await vi.waitFor(async () => expect(await restarts()).toHaveLength(1), { timeout: 20_000 });
		expect((await probe.fetch('empty')).status).toBe(200);
		expect(appProcess()).not.toBe(pid);
		const seen = await (await probe.fetch('time')).json();
		expect(Math.abs(seen.now - workspace.clock.now())).toBeLessThan(5_000);
	}, 40_000);

	test('disabled, an app has no endpoints and no command; enabled, it has them again', async () => {
		const setStatus = async (status: string): Promise<unknown> =>
			(
				await api(`apps/${PROBE_ID}/status`, {
					method: 'POST',
					headers: JSON_TYPE,
					body: JSON.stringify({ status }),
				})
			).body;
		expect(await setStatus('manually_disabled')).toEqual({ success: true, status: 'manually_disabled' });
		expect((await probe.fetch('empty')).status).toBe(404);
		expect(await setStatus('manually_enabled')).toEqual({ success: true, status: 'manually_enabled' });
		expect((await probe.fetch('empty')).status).toBe(200);
	});

	test('an update keeps settings and records, and calls onUpdate', async () => {
		const updated = await workspace.apps.update(await packageProbe('1.1.0'));
		expect(updated).toMatchObject({ version: '1.1.0', status: expect.stringMatching(ENABLED) });
		expect(await probe.noted('updated')).toHaveLength(1);
		expect(await probe.noted('installed')).toHaveLength(1);
		expect(workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
	});

	test('a restart finds everything on disk: app, settings, records, users, jobs, logs', async () => {
		await probe.post('jobs', { once: { id: 'noted', when: workspace.clock.now() + 24 * 365 * HOUR } });
		const jobs = (await workspace.jobs.ofApp(PROBE_ID)).map(({ name }) => name);
		await workspace.stop();
		await start({ pathPrefix: '/chat' });
		expect(await workspace.apps.status(PROBE_ID)).toMatch(ENABLED);
		expect(workspace.apps.settingValue(PROBE_ID, 'color')).toBe('green');
		expect(await probe.noted('installed')).toHaveLength(1);
		expect(await workspace.users.findByUsername('Alice')).toBeDefined();
		expect((await workspace.jobs.ofApp(PROBE_ID)).map(({ name }) => name)).toEqual(jobs);
		expect(await workspace.apps.logs(PROBE_ID)).not.toEqual([]);
	});

	test('below a path prefix: everything is there, and Site_Url says so', async () => {
		expect(workspace.url).toMatch(/\/chat$/);
		expect(await probe.post('server-setting', { id: 'Site_Url' })).toEqual({ value: workspace.url });
		expect((await fetch(`${new URL(workspace.url).origin}/api/apps/public/${PROBE_ID}/empty`)).status).toBe(
			404,
		);
	});

	test('uninstalled, an app leaves nothing behind', async () => {
		expect((await api(`apps/${PROBE_ID}`, { method: 'DELETE' })).body).toMatchObject({
			success: true,
			app: { id: PROBE_ID },
		});
		expect(workspace.apps.has(PROBE_ID)).toBe(false);
		expect(await workspace.persistence.count(PROBE_ID)).toBe(0);
		expect(await workspace.jobs.ofApp(PROBE_ID)).toEqual([]);
		expect(await workspace.users.findByUsername('probe.bot')).toBeUndefined();
		expect((await probe.fetch('empty')).status).toBe(404);
	});

	test('there is room for one workspace in a process', async () => {
		await expect(startWorkspace()).rejects.toThrow('one workspace is running');
	});
}

/** The process of the probe: the child of this one that was started for it. */
function appProcess(): number {
	const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
	const [line = ''] = lines.filter(
		(text) => text.includes(PROBE_ID) && text.trim().split(/\s+/)[1] === String(process.pid),
	);
	return Number(line.trim().split(/\s+/)[0]);
}
