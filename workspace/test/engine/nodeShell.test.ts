import { type RunningWorkspace, startWorkspace } from 'rocketchat-app-workspace';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PROBE_ID } from '../../example/packageProbe';
import { packageEvaluator } from './suite/packageEvaluator';
import { JSON_TYPE } from './suite/testedWorkspace';

describe.each(['ipc', 'stdio'] as const)('the Node shell over %s', (transport) => {
	let workspace: RunningWorkspace;

	beforeAll(async () => {
		// The engine prints what apps throw; the tests look at the answers.
		vi.spyOn(console, 'error').mockImplementation(() => {});
		workspace = await startWorkspace({ engine: `1.62.0-node-${transport}` });
		await workspace.apps.install(await packageEvaluator());
	});
	afterAll(async () => {
		await workspace?.stop();
		vi.restoreAllMocks();
	});

	/** What an expression of the app is, as text, or the text of what it throws. */
	async function evaluate(code: string, more: object = {}): Promise<string> {
		const response = await fetch(`${workspace.url}/api/apps/public/${PROBE_ID}/evaluate`, {
			method: 'POST',
			headers: JSON_TYPE,
			body: JSON.stringify({ code, ...more }),
		});
		return response.ok ? (await response.json()).result : response.text();
	}

	test('is Node 24, that may read little, write and start nothing, and has no environment', async () => {
		expect(await evaluate('process.version')).toMatch(/^v24\./);
		expect(await evaluate("require('fs').readFileSync('/etc/passwd')")).toMatch(/restricted/);
		expect(await evaluate("require('fs').writeFileSync('/tmp/node-shell', '')")).toMatch(/restricted/);
		expect(await evaluate("process.permission.has('child')")).toBe('false');
		expect(await evaluate('Object.keys(process.env)')).toMatch(/^PATH(,NODE_CHANNEL\w+)*$/);
	});

	test.each(['crypto', 'node:crypto', 'fs/promises', 'uuid', '@rocket.chat/apps-engine/definition/users'])(
		'lets an app require %s',
		async (name) => {
			expect(await evaluate(`typeof require('${name}')`)).toBe('object');
		},
	);

	test.each(['events', 'child_process', 'node:vm', 'esbuild', './main.ts', '/etc/passwd'])(
		'lets no app require %s',
		async (name) => {
			expect(await evaluate(`require('${name}')`)).toBe(`Module ${name} is not allowed`);
		},
	);

	test("hides globalThis and nothing else: Node's globals are there, Deno's are not", async () => {
		const names = ['globalThis', 'Buffer', 'process', 'fetch', 'Deno', 'addEventListener', 'self'];
		expect(await evaluate(`[${names.map((name) => `typeof ${name}`)}]`)).toBe(
			'undefined,function,object,function,undefined,undefined,undefined',
		);
	});

	test('what an app prints does not get between the messages', async () => {
		const log = vi.spyOn(console, transport === 'ipc' ? 'log' : 'error').mockImplementation(() => {});
		expect(await evaluate("console.log('printed by the app')")).toBe('undefined');
		await vi.waitFor(() => expect(log.mock.calls.join()).toContain('printed by the app'));
	});

	test('a rejection that nobody handles is in the log, and the process goes on', async () => {
		const pid = await evaluate('process.pid');
		await evaluate("void Promise.reject(new Error('nobody handles me'))");
		await vi.waitFor(async () =>
			expect(JSON.stringify(await workspace.apps.logs(PROBE_ID))).toContain('nobody handles me'),
		);
		expect(await evaluate('process.pid')).toBe(pid);
	});

	test("what the server's side throws reaches the app, with whatever it was caused by", async () => {
		const url = workspace.url.replace('http:', 'https:');
		expect(await evaluate(`http.get('${url}').catch((error) => error.message)`)).toBe('fetch failed');
	});

	test('undefined survives over IPC, and is null over stdio', async () => {
		const code =
			'persistence.create({ a: 1, b: undefined }).then((id) => read.getPersistenceReader().read(id))';
		const record = await evaluate(`${code}.then(JSON.stringify)`);
		expect(JSON.parse(record)).toEqual(transport === 'ipc' ? { a: 1 } : { a: 1, b: null });
	});
});

test('over IPC, a body with the key __proto__ arrives without it', async () => {
	const workspace = await startWorkspace({ engine: '1.62.0-node-ipc' });
	await workspace.apps.install(await packageEvaluator());
	const response = await fetch(`${workspace.url}/api/apps/public/${PROBE_ID}/evaluate`, {
		method: 'POST',
		headers: JSON_TYPE,
		body: '{"__proto__": {"a": 1}, "code": "Object.keys(request.content) + request.content.a"}',
	});
	expect(await response.json()).toEqual({ result: 'codeundefined' });
	await workspace.stop();
});
